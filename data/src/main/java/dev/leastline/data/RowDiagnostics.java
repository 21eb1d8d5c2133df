package dev.leastline.data;

import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.inference.Leverage;
import dev.leastline.inference.Summary;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows into {@link Diagnostics}. */
final class RowDiagnostics implements RowSink {
    private static final MathContext DIGITS = new MathContext(60);
    private static final long SEED = 1886;
    private static final double ALL_THE_LEVERAGE = 1 - 1e-10;
    private static final Comparator<Diagnostics.Influence> BY_VALUE = Comparator.comparingDouble(
                    Diagnostics.Influence::value)
            .thenComparing(Comparator.comparingLong(Diagnostics.Influence::line).reversed());

    private final Formula formula;
    private final Leverage leverage;
    private final boolean skipMissing;
    private final boolean perfect;
    private final BigDecimal[] coefficients;
    private final double coefficientsTimesVariance;
    private final double residualSumOfSquares;
    private final List<String> columns;
    private final List<String> texts;
    private final @Nullable String weights;
    private final BigDecimal[] numbers;
    private final String[] levels;
    private final double[] terms;

    private final double[] sample;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private double last;
    private double squaredSteps;
    private long rows;
    private final PriorityQueue<Diagnostics.Influence> leverages = new PriorityQueue<>(BY_VALUE);
    private final PriorityQueue<Diagnostics.Influence> distances = new PriorityQueue<>(BY_VALUE);

    RowDiagnostics(MeanSquaredError bowl, Summary summary, Leverage leverage, DataRequest request) {
        this.formula = bowl.formula();
        this.leverage = leverage;
        this.skipMissing = request.skipMissing();
        this.perfect = bowl.residualSumOfSquares().signum() == 0;
        this.coefficients = bowl.lowestPoint().stream()
                .map(fraction -> fraction.toBigDecimal(DIGITS))
                .toArray(BigDecimal[]::new);
        double s = summary.residualStdError().orElse(0);
        this.coefficientsTimesVariance = coefficients.length * s * s;
        this.residualSumOfSquares = bowl.residualSumOfSquares().nearestDouble();
        Set<String> wanted = new LinkedHashSet<>(formula.columns());
        this.weights = request.weights().orElse(null);
        request.weights().ifPresent(wanted::add);
        this.columns = List.copyOf(wanted);
        this.texts = formula.factorColumns();
        this.numbers = new BigDecimal[columns.size()];
        this.levels = new String[texts.size()];
        this.terms = new double[formula.predictors().size()];
        this.sample = new double[(int) Math.min(bowl.moments().rows(), Diagnostics.SAMPLE)];
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<String> texts() {
        return texts;
    }

    @Override
    public void set(int column, long mantissa, int scale) {
        numbers[column] = BigDecimal.valueOf(mantissa, scale);
    }

    @Override
    public void set(int column, BigDecimal value) {
        numbers[column] = value;
    }

    @Override
    public void setText(int column, String text) {
        levels[column] = text;
    }

    @Override
    public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
        return missing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
    }

    @Override
    public void endRow(Place place) {
        double weight = weights == null ? 1 : NearestDouble.of(numbers[columns.indexOf(weights)]);
        if (weight == 0) {
            return;
        }
        double residual = Math.sqrt(weight) * residual();
        double h = weight * leverage.at(terms);
        keep(leverages, place, h);
        if (coefficientsTimesVariance > 0 && h < ALL_THE_LEVERAGE) {
            keep(distances, place, residual * residual * h / (coefficientsTimesVariance * (1 - h) * (1 - h)));
        }
        take(residual);
    }

    /** y − ŷ; fills {@link #terms} on the way. */
    private double residual() {
        BigDecimal rest = exact(formula.response());
        int first = formula.hasIntercept() ? 1 : 0;
        if (first == 1) {
            rest = rest.subtract(coefficients[0]);
        }
        List<Term> predictors = formula.predictors();
        for (int i = 0; i < terms.length; i++) {
            BigDecimal value = exact(predictors.get(i));
            terms[i] = NearestDouble.of(value);
            rest = rest.subtract(coefficients[first + i].multiply(value));
        }
        return perfect ? 0 : NearestDouble.of(rest);
    }

    private BigDecimal exact(Term term) {
        if (term instanceof Term.Column column) {
            return numbers[columns.indexOf(column.column())];
        }
        if (term instanceof Term.Power power) {
            return exact(power.base()).pow(power.exponent());
        }
        if (term instanceof Term.Level level) {
            return levels[texts.indexOf(level.column())].equals(level.level()) ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (term instanceof Term.Applied applied) {
            double x = NearestDouble.of(numbers[columns.indexOf(applied.column())]);
            return new BigDecimal(applied.function().of(x));
        }
        BigDecimal product = BigDecimal.ONE;
        for (Term part : term.parts()) {
            product = product.multiply(exact(part));
        }
        return product;
    }

    private static void keep(PriorityQueue<Diagnostics.Influence> largest, Place place, double value) {
        if (largest.size() < Diagnostics.LARGEST || value > largest.element().value()) {
            largest.add(new Diagnostics.Influence(place.source(), place.line(), value));
            if (largest.size() > Diagnostics.LARGEST) {
                largest.remove();
            }
        }
    }

    /** Every row has the same chance to be in the sample (Vitter's algorithm R, 1985). */
    private void take(double residual) {
        least = Math.min(least, residual);
        greatest = Math.max(greatest, residual);
        if (rows > 0) {
            squaredSteps += (residual - last) * (residual - last);
        }
        last = residual;
        if (rows < sample.length) {
            sample[(int) rows] = residual;
        } else {
            long place = random.nextLong(rows + 1);
            if (place < sample.length) {
                sample[(int) place] = residual;
            }
        }
        rows++;
    }

    @Override
    public long rows() {
        return rows;
    }

    Diagnostics diagnostics() {
        Arrays.sort(sample);
        return new Diagnostics(
                rows,
                new Diagnostics.Quantiles(
                        least, quantile(0.25), quantile(0.5), quantile(0.75), greatest, sample.length),
                residualSumOfSquares > 0
                        ? OptionalDouble.of(squaredSteps / residualSumOfSquares)
                        : OptionalDouble.empty(),
                largestFirst(leverages),
                largestFirst(distances));
    }

    private double quantile(double share) {
        double at = share * (sample.length - 1);
        int below = (int) Math.floor(at);
        double fraction = at - below;
        double low = sample[below];
        return fraction == 0 ? low : low + fraction * (sample[below + 1] - low);
    }

    private static List<Diagnostics.Influence> largestFirst(PriorityQueue<Diagnostics.Influence> largest) {
        List<Diagnostics.Influence> sorted = new ArrayList<>(largest);
        sorted.sort(BY_VALUE.reversed());
        return List.copyOf(sorted);
    }
}
