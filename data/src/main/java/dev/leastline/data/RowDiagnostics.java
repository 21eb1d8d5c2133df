package dev.leastline.data;

import dev.leastline.exact.NearestDouble;
import dev.leastline.formula.Formula;
import dev.leastline.inference.Leverage;
import dev.leastline.inference.Summary;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows into {@link Diagnostics}. */
final class RowDiagnostics implements RowSink {
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
    private final ExactRow row;
    private final double[] terms;

    private final double[] sample;
    private final Reservoir reservoir;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private double last;
    private double squaredSteps;
    private final PriorityQueue<Diagnostics.Influence> leverages = new PriorityQueue<>(BY_VALUE);
    private final PriorityQueue<Diagnostics.Influence> distances = new PriorityQueue<>(BY_VALUE);

    RowDiagnostics(MeanSquaredError bowl, Summary summary, Leverage leverage, DataRequest request) {
        this.formula = bowl.formula();
        this.leverage = leverage;
        this.skipMissing = request.skipMissing();
        this.perfect = bowl.residualSumOfSquares().signum() == 0;
        this.coefficients = ExactRow.coefficients(bowl);
        double s = summary.residualStdError().orElse(0);
        this.coefficientsTimesVariance = coefficients.length * s * s;
        this.residualSumOfSquares = bowl.residualSumOfSquares().nearestDouble();
        Set<String> wanted = new LinkedHashSet<>(formula.columns());
        this.weights = request.weights().orElse(null);
        request.weights().ifPresent(wanted::add);
        this.columns = List.copyOf(wanted);
        this.texts = formula.factorColumns();
        this.row = new ExactRow(columns, texts);
        this.terms = new double[formula.predictors().size()];
        this.sample = new double[(int) Math.min(bowl.moments().rows(), Diagnostics.SAMPLE)];
        this.reservoir = new Reservoir(sample.length);
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
        row.set(column, BigDecimal.valueOf(mantissa, scale));
    }

    @Override
    public void set(int column, BigDecimal value) {
        row.set(column, value);
    }

    @Override
    public void setText(int column, String text) {
        row.setText(column, text);
    }

    @Override
    public Verdict judge(int column, boolean missing, Supplier<DataException> fault) {
        return missing && skipMissing ? Verdict.SKIP : Verdict.FAIL;
    }

    @Override
    public void endRow(Place place) {
        double weight = weights == null ? 1 : NearestDouble.of(row.number(weights));
        if (weight == 0) {
            return;
        }
        BigDecimal rest = row.residual(formula, coefficients, terms);
        double residual = perfect ? 0 : Math.sqrt(weight) * NearestDouble.of(rest);
        double h = weight * leverage.at(terms);
        keep(leverages, place, h);
        if (coefficientsTimesVariance > 0 && h < ALL_THE_LEVERAGE) {
            keep(distances, place, residual * residual * h / (coefficientsTimesVariance * (1 - h) * (1 - h)));
        }
        take(residual);
    }

    private static void keep(PriorityQueue<Diagnostics.Influence> largest, Place place, double value) {
        if (largest.size() < Diagnostics.LARGEST || value > largest.element().value()) {
            largest.add(new Diagnostics.Influence(place.source(), place.line(), value));
            if (largest.size() > Diagnostics.LARGEST) {
                largest.remove();
            }
        }
    }

    private void take(double residual) {
        least = Math.min(least, residual);
        greatest = Math.max(greatest, residual);
        if (reservoir.rows() > 0) {
            squaredSteps += (residual - last) * (residual - last);
        }
        last = residual;
        int place = reservoir.next();
        if (place >= 0) {
            sample[place] = residual;
        }
    }

    @Override
    public long rows() {
        return reservoir.rows();
    }

    Diagnostics diagnostics() {
        Arrays.sort(sample);
        return new Diagnostics(
                reservoir.rows(),
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
