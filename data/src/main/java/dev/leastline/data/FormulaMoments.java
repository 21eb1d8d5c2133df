package dev.leastline.data;

import dev.leastline.formula.Formula;
import dev.leastline.formula.MissingTermException;
import dev.leastline.formula.Term;
import dev.leastline.moments.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The exact moments that a formula needs, read from delimited text in one pass and bounded memory, and from files of
 * moments and models.
 *
 * <p>Every decimal is taken as exactly the number it is. What is a number: an optional sign, digits with at most one
 * decimal mark, an optional exponent, blanks around them; at most 1,000 significant digits, and a nearest double that is
 * finite, and 0 only for zero itself. Missing values (nothing, {@code NA}, {@code N/A}, {@code NaN}, {@code null} in any
 * case) are errors, unless such rows are to be left out. Blank lines are skipped, in files of one column as well: there a
 * missing value is written {@code ""}. Columns that the formula does not need may hold anything.
 *
 * @param formula what the moments are for, without a dot
 * @param moments the moments of its terms over all rows
 * @param skipped how many rows were left out because a value is missing
 */
public record FormulaMoments(Formula formula, Moments moments, long skipped) {
    /**
     * Reads sources as one data set, columns matched by name.
     *
     * @param sources at least one; delimited text, each with its own header, or a file of moments or of a model
     * @param format how the delimited text among them is written
     * @param request the formula, the weights, and what to do about missing values
     * @return the moments; the same for any order of rows and any split into sources
     * @throws DataException if a source cannot be read, lacks a column or term, holds no number where one is needed, or is
     *     malformed; or if there is no row at all
     * @throws IllegalArgumentException if there are no sources
     */
    public static FormulaMoments read(List<DataSource> sources, CsvFormat format, DataRequest request) {
        DataPass.Result<Collected> result = DataPass.read(sources, format, new Collecting(request));
        Collected collected = result.sink();
        return new FormulaMoments(collected.formula, collected.moments(), result.skipped());
    }

    record Collecting(DataRequest request) implements DataPass.Opening<Collected> {
        @Override
        public Collected open(Header header) {
            List<String> weights = request.weights().map(List::of).orElse(List.of());
            return new Collected(
                    header.resolve(request.formula(), weights),
                    request.weights().map(Term::column),
                    request.skipMissing());
        }

        @Override
        public Collected open(DataPass.Stored stored, Place place) {
            Optional<Term> weights = request.weights().map(Term::column).or(() -> stored.moments()
                    .weights());
            return new Collected(resolve(stored, place), weights, request.skipMissing());
        }

        private Formula resolve(DataPass.Stored stored, Place place) {
            Optional<Formula> given = request.formula().or(stored::formula);
            List<String> weights = stored.moments()
                    .weights()
                    .filter(Term.Column.class::isInstance)
                    .map(Term::columns)
                    .orElse(List.of());
            List<String> columns = stored.moments().columns().stream()
                    .filter(column -> !weights.contains(column))
                    .toList();
            if (given.isEmpty()
                    && columns.size() == 2
                    && stored.moments().terms().size() == 3) {
                return Formula.parse(Term.column(columns.get(1)).name() + " ~ "
                        + Term.column(columns.get(0)).name());
            }
            if (given.isPresent()) {
                requireColumns(given.get().columnsLeftOut(), stored.moments(), place);
            }
            return given.map(formula -> formula.expand(columns))
                    .orElseThrow(() -> place.fault("no formula is given, which only moments of two columns can do"
                            + " without; these are " + stored.moments()));
        }

        @Override
        public String purpose() {
            return "a fit"; // which moments can do
        }

        @Override
        public int threads() {
            return request.threads();
        }

        @Override
        public boolean skipsMissing() {
            return request.skipMissing();
        }
    }

    static void requireColumns(List<String> leftOut, Moments moments, Place place) {
        try {
            moments.requireColumns(leftOut);
        } catch (MissingTermException e) {
            throw place.fault(String.valueOf(e.getMessage()), e);
        }
    }

    static final class Collected extends AccumulatorSink implements DataPass.MomentsSink {
        private final Formula formula;
        private final List<Moments> stored = new ArrayList<>();

        /** What to take of the moments: what the formula needs, and if they have it, all levels of single ones. */
        private List<Term> terms;

        Collected(Formula formula, Optional<Term> weights, boolean skipMissing) {
            super(formula.accumulated(), weights, skipMissing);
            this.formula = formula;
            this.terms = formula.accumulated();
        }

        @Override
        public Collected twin() {
            return new Collected(formula, weights(), skipsMissing());
        }

        @Override
        public void add(DataPass.Stored file, Place place) {
            Optional<Term> weights = weights();
            if (!file.moments().weights().equals(weights)) {
                throw place.fault("its moments were made "
                        + file.moments()
                                .weights()
                                .map(term -> "with the weights " + term.name())
                                .orElse("without weights")
                        + ", and cannot serve a fit "
                        + weights.map(term -> "with the weights " + term.name()).orElse("without them"));
            }
            if (!has(file.moments(), terms)) {
                List<Term> single = Stream.concat(formula.predictors().stream(), Stream.of(formula.response()))
                        .map(AccumulatorSink::kept)
                        .toList();
                terms = has(file.moments(), single) ? single : terms;
            }
            try {
                stored.add(file.moments().select(terms));
            } catch (MissingTermException e) {
                throw place.fault(e.getMessage() + "; make such moments from the data with --terms", e);
            }
        }

        @Override
        public NumberFault.Use use(int column) {
            return NumberFault.Use.of(columns().get(column), Optional.of(formula.response()), weights());
        }

        private static boolean has(Moments moments, List<Term> terms) {
            return terms.stream()
                    .allMatch(term -> moments.accumulated().contains(term)
                            || moments.accumulated().contains(Term.shape(term)));
        }

        @Override
        public long rows() {
            return stored.stream().mapToLong(Moments::rows).sum() + super.rows();
        }

        Formula formula() {
            return formula;
        }

        Moments moments() {
            Moments all = accumulated().select(terms);
            for (Moments part : stored) {
                all = all.merge(part.select(terms));
            }
            return all;
        }
    }
}
