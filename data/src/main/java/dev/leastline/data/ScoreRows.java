package dev.leastline.data;

import dev.leastline.exact.Fraction;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import dev.leastline.regression.LinearModel;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Rows into a {@link Predictor.Score}. */
final class ScoreRows implements RowSink {
    private static final Term ERROR = Term.column("error");
    private static final Term MAGNITUDE = Term.column("magnitude");
    private static final Term RESPONSE = Term.column("response");

    private final LinearModel model;
    private final boolean skipMissing;
    private final TermRow row;
    private final MomentAccumulator errors = new MomentAccumulator(List.of(ERROR, MAGNITUDE, RESPONSE));
    private Diagnostics.Influence largest = new Diagnostics.Influence("", 0, -1);

    /** A level that the model does not know, in the row under way. */
    private Optional<Integer> unknown = Optional.empty();

    private String unknownLevel = "";
    private long unknownRows;

    ScoreRows(LinearModel model, boolean skipMissing) {
        this.model = model;
        this.skipMissing = skipMissing;
        this.row = new TermRow(model.formula(), true);
    }

    @Override
    public List<String> columns() {
        return row.columns();
    }

    @Override
    public List<String> texts() {
        return row.factors();
    }

    @Override
    public NumberFault.Use use(int column) {
        return NumberFault.Use.PREDICTION;
    }

    @Override
    public void set(int column, long mantissa, int scale) {
        row.set(column, mantissa, scale);
    }

    @Override
    public void set(int column, BigDecimal value) {
        row.set(column, value);
    }

    @Override
    public void setText(int column, String text) {
        row.setText(column, text);
        if (unknown.isEmpty() && !row.isKnown(column, text)) {
            unknown = Optional.of(column);
            unknownLevel = text;
        }
    }

    @Override
    public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
        return missing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
    }

    @Override
    public void skipRow() {
        unknown = Optional.empty();
    }

    @Override
    public void endRow(Place place) {
        if (unknown.isPresent()) {
            if (!skipMissing) {
                throw row.unknownLevel(place, unknown.get(), unknownLevel);
            }
            unknownRows++;
            unknown = Optional.empty();
            return;
        }
        double response = row.response(place);
        double error = model.predict(row.predictors(place)) - response;
        if (Double.isNaN(error) || Double.isInfinite(error)) {
            throw place.fault("the prediction, or its error, is beyond the range of doubles");
        }
        errors.setDouble(0, error);
        errors.setDouble(1, Math.abs(error));
        errors.setDouble(2, response);
        errors.endRow();
        if (Math.abs(error) > largest.value()) {
            largest = new Diagnostics.Influence(place.source(), place.line(), Math.abs(error));
        }
    }

    @Override
    public long rows() {
        return errors.rows();
    }

    @Override
    public String whyNotCounted() {
        return "have a level that the model does not know";
    }

    Predictor.Score score(long skipped) {
        Moments sums = errors.toMoments();
        BigDecimal n = BigDecimal.valueOf(sums.rows());
        BigDecimal squares = sums.sumOfProducts(ERROR, ERROR);
        Fraction total = Fraction.of(sums.sumOfProducts(RESPONSE, RESPONSE));
        if (model.formula().hasIntercept()) {
            BigDecimal sum = sums.sum(RESPONSE);
            total = total.minus(Fraction.of(sum.multiply(sum), n));
        }
        Optional<Double> rSquared = total.signum() == 0
                ? Optional.empty()
                : Optional.of(Fraction.ONE
                        .minus(Fraction.of(squares).dividedBy(total))
                        .nearestDouble());
        return new Predictor.Score(
                sums.rows(),
                skipped + unknownRows,
                Fraction.of(squares, n).nearestSquareRoot(),
                Fraction.of(sums.sum(MAGNITUDE), n).nearestDouble(),
                rSquared,
                largest.value(),
                largest,
                Fraction.of(sums.sum(ERROR), n).nearestDouble());
    }
}
