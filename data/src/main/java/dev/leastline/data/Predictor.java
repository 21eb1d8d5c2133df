package dev.leastline.data;

import dev.leastline.inference.Leverage;
import dev.leastline.inference.Summary;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of a model for new data of any size, in plain doubles.
 *
 * <p>A decimal becomes the double nearest to it; powers are x·x·…·x, products go from left to right as the term's name has
 * them, and ŷ = ((w₁x₁ + w₂x₂) + …) + b. An interval is ŷ ± t·s·√h, or ŷ ± t·s·√(1 + h) for a new response, with h as {@link
 * Leverage} has it. A model of {@code log(y)} predicts log(y).
 */
public final class Predictor {
    /** What an interval is to hold. */
    public enum Kind {
        /** The mean of the response. */
        CONFIDENCE,
        /** A new response. */
        PREDICTION
    }

    private final LinearModel model;
    private final @Nullable Leverage leverage;
    private final double own;

    /** t·s. */
    private final double reach;

    private Predictor(LinearModel model, @Nullable Leverage leverage, double own, double reach) {
        this.model = model;
        this.leverage = leverage;
        this.own = own;
        this.reach = reach;
    }

    /**
     * Predictions without intervals.
     *
     * @param model the model, its formula with the levels of its factors
     * @return the predictor
     */
    public static Predictor of(LinearModel model) {
        return new Predictor(model, null, 0, 0);
    }

    /**
     * Predictions with intervals.
     *
     * @param model the model
     * @param bowl what it was fitted to, without a ridge penalty
     * @param kind what the intervals are to hold
     * @param confidence with what confidence, between 0 and 1
     * @return the predictor
     * @throws IllegalArgumentException if no degree of freedom is left for an interval, or the confidence is not between
     *     0 and 1
     * @throws IllegalStateException if the bowl has a ridge penalty
     */
    public static Predictor withInterval(LinearModel model, MeanSquaredError bowl, Kind kind, double confidence) {
        Summary summary = Summary.of(bowl).withConfidence(confidence);
        double reach = summary.intervalFactor()
                .orElseThrow(() ->
                        new IllegalArgumentException("the model has no degree of freedom left, and so no interval"));
        return new Predictor(model, Leverage.of(bowl), kind == Kind.PREDICTION ? 1 : 0, reach);
    }

    /**
     * What became of the rows.
     *
     * @param rows how many there were
     * @param empty how many of them have no prediction, because they lack a value or have an unknown level
     * @param columns the names of the new columns
     */
    public record Outcome(long rows, long empty, List<String> columns) {}

    /**
     * Copies delimited text, a prediction added to every row: the columns {@code predicted}, and with intervals {@code
     * lower} and {@code upper}; where there are such columns already, {@code predicted_2} and so on. All other bytes stay.
     *
     * @param source the text; it needs the columns of the predictors, not the response
     * @param format how it is written
     * @param skipMissing whether rows that lack a value or have an unknown level get empty fields; otherwise they are
     *     errors
     * @param out takes the text
     * @return what became of the rows
     * @throws DataException if the text cannot be read, lacks a column, is malformed, or has a value that cannot be used
     * @throws java.io.UncheckedIOException if writing fails
     */
    public Outcome append(DataSource source, CsvFormat format, boolean skipMissing, OutputStream out) {
        Appending rows = new Appending(Place.of(source), format, skipMissing);
        CsvAppender.copy(source, format, out, rows);
        return new Outcome(rows.count, rows.empty, rows.names);
    }

    private final class Appending implements CsvAppender.Rows {
        private final Place place;
        private final CsvFormat format;
        private final boolean skipMissing;
        private final DecimalText number;
        private final TermRow row = new TermRow(model.formula(), false);
        private List<String> names = List.of();
        private List<String> nothing = List.of();
        private int[] slots = {};
        private int[] textSlots = {};
        private long line;
        private boolean lacking;
        private @Nullable DataException fault;
        private long count;
        private long empty;

        Appending(Place place, CsvFormat format, boolean skipMissing) {
            this.place = place;
            this.format = format;
            this.skipMissing = skipMissing;
            this.number = new DecimalText(format.decimalMark());
        }

        @Override
        public List<String> begin(Header columns) {
            slots = columns.slots(row.columns());
            textSlots = columns.slots(row.factors());
            List<String> wanted = leverage == null ? List.of("predicted") : List.of("predicted", "lower", "upper");
            int suffix = 1;
            do {
                String end = suffix == 1 ? "" : "_" + suffix;
                names = wanted.stream().map(name -> name + end).toList();
                suffix++;
            } while (names.stream().anyMatch(columns.names()::contains));
            nothing = names.stream().map(name -> "").toList();
            return names;
        }

        @Override
        public void beginRow(long startLine) {
            line = startLine;
            lacking = false;
            fault = null;
        }

        @Override
        public void field(int index, char[] buffer, int offset, int length) {
            if (index >= slots.length) {
                return;
            }
            if (slots[index] >= 0) {
                number(slots[index], buffer, offset, length);
            }
            if (textSlots[index] >= 0) {
                text(
                        textSlots[index],
                        WrittenLines.decoded(new String(buffer, offset, length)).trim());
            }
        }

        private void number(int column, char[] buffer, int offset, int length) {
            DecimalText.Kind kind = number.read(buffer, offset, length);
            switch (kind) {
                case NARROW -> row.set(column, number.mantissa(), number.scale());
                case WIDE -> row.set(column, number.wide());
                default -> {
                    if (kind == DecimalText.Kind.MISSING && skipMissing) {
                        lacking = true;
                    } else if (fault == null) {
                        String found = WrittenLines.decoded(new String(buffer, offset, length));
                        fault = NumberFault.of(
                                place.atLine(line).inColumn(row.columns().get(column)),
                                found,
                                kind,
                                format.decimalMark(),
                                NumberFault.Use.PREDICTION);
                    }
                }
            }
        }

        private void text(int factor, String text) {
            boolean missing = DecimalText.isMissing(text);
            if (!missing && row.isKnown(factor, text)) {
                row.setText(factor, text);
            } else if (skipMissing) {
                lacking = true;
            } else if (fault == null) {
                Place here = place.atLine(line);
                fault = missing
                        ? NumberFault.missing(here.inColumn(row.factors().get(factor)), text, "a text")
                        : row.unknownLevel(here, factor, text);
            }
        }

        @Override
        public List<String> endRow(int fields) {
            if (fields != slots.length) {
                throw RowReader.wrongNumberOfFields(place.atLine(line), format, fields, slots.length);
            }
            if (fault != null) {
                throw fault;
            }
            count++;
            if (lacking) {
                empty++;
                return nothing;
            }
            double[] values = row.predictors(place.atLine(line));
            double fit = model.predict(values);
            if (leverage == null) {
                return List.of(written(fit));
            }
            double half = reach * Math.sqrt(own + leverage.at(values));
            return List.of(written(fit), written(fit - half), written(fit + half));
        }

        private String written(double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw place.atLine(line).fault("the prediction is beyond the range of doubles");
            }
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            String text = whole ? Long.toString((long) value) : Double.toString(value);
            return format.decimalMark() == '.' ? text : text.replace('.', format.decimalMark());
        }
    }

    /**
     * How well a model predicts data that have the response.
     *
     * @param rows how many there were
     * @param skipped how many more were left out
     * @param rootMeanSquaredError √(Σe²/n), e = ŷ − y
     * @param meanAbsoluteError Σ|e|/n
     * @param rSquared 1 − Σe²/Σ(y − ȳ)², ȳ the mean of these data; Σy² below the line in a model without an intercept;
     *     empty where that is zero
     * @param largestError the largest |e|
     * @param largestErrorAt where it is
     * @param bias Σe/n: above zero where the model predicts too much
     */
    public record Score(
            long rows,
            long skipped,
            double rootMeanSquaredError,
            double meanAbsoluteError,
            Optional<Double> rSquared,
            double largestError,
            Diagnostics.Influence largestErrorAt,
            double bias) {}

    /**
     * Scores the model. The sums are exact sums of the errors in doubles: the same for any order of rows.
     *
     * @param sources delimited text with the columns of predictors and response
     * @param format how it is written
     * @param skipMissing whether rows that lack a value or have an unknown level are left out; otherwise they are errors
     * @return the score
     * @throws DataException if a source cannot be read, lacks a column, is malformed, or has a value that cannot be used;
     *     or if there is no row
     */
    public Score score(List<DataSource> sources, CsvFormat format, boolean skipMissing) {
        DataPass.Result<ScoreRows> result = DataPass.read(sources, format, new DataPass.Opening<ScoreRows>() {
            @Override
            public ScoreRows open(Header header) {
                return new ScoreRows(model, skipMissing);
            }

            @Override
            public String purpose() {
                return "a score";
            }
        });
        return result.sink().score(result.skipped());
    }
}
