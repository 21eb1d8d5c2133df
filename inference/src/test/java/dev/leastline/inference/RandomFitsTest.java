package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leastline.exact.Fraction;
import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import dev.leastline.regression.CollinearTermsException;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.MeanSquaredError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Seeded random designs of every kind of term, with and without weights, intercept and ridge penalty: every figure is the
 * double nearest to what rational arithmetic from the rows says.
 */
class RandomFitsTest {
    private static final int MOST_TERMS = 12;

    enum Kind {
        COLUMNS(25, "a", "b", "c", "d", "e", "s", "t", "u", "v"),
        SCALES(30, "s", "t", "u", "v", "s:v", "a"),
        POWERS(22, "a", "a^2", "a^3", "b^2", "a:b", "a^2:b", "c^5", "a:b:c"),
        FUNCTIONS(30, "log(p)", "log10(p)^2", "sqrt(p)", "exp(c)", "log(p):c", "sqrt(q)", "a", "log(q)"),
        FACTORS(40, "C(G)", "C(H)", "C(G):C(H)", "a", "a:C(G)", "C(H):a^2", "b", "C(I, base = \"1\")"),
        EVERYTHING(40, "a", "s", "a^2", "u:b", "log(p)", "exp(c):C(G)", "C(G)", "C(H)", "C(I)", "t", "C(H):log(p)");

        private final int designs;
        private final String terms;

        Kind(int designs, String... terms) {
            this.designs = designs;
            this.terms = String.join(" ; ", terms);
        }

        String formula(Random random) {
            List<String> chosen = new ArrayList<>(List.of(terms.split(" ; ")));
            Collections.shuffle(chosen, random);
            int count = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(chosen.size());
            String right = String.join(" + ", chosen.subList(0, count));
            String response = random.nextInt(4) == 0 ? "log(q)" : "y";
            right = response.equals("y") ? right : right.replace("log(q)", "b");
            return response + " ~ " + (count == 0 ? "1" : right + (random.nextInt(3) == 0 ? " - 1" : ""));
        }
    }

    private static BigDecimal decimal(Random random, int bound, int scale) {
        return BigDecimal.valueOf(random.nextInt(2 * bound) - bound, scale);
    }

    private static Observations observations(Random random, int count, boolean weighted) {
        List<Observations.Row> rows = new ArrayList<>();
        int levels = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Map<String, BigDecimal> numbers = new HashMap<>();
            numbers.put("a", decimal(random, 1000, 2));
            numbers.put("b", decimal(random, 50, random.nextInt(3)));
            numbers.put("c", new BigDecimal(random.nextGaussian()));
            numbers.put("d", BigDecimal.valueOf(random.nextInt(6)));
            numbers.put("e", new BigDecimal(random.nextDouble()));
            numbers.put("s", decimal(random, 5000, 11));
            numbers.put("t", decimal(random, 5000, -5));
            numbers.put("u", new BigDecimal("1e9").add(decimal(random, 5000, 3)));
            numbers.put("v", new BigDecimal(random.nextGaussian() * 1e-8));
            numbers.put("p", BigDecimal.valueOf(1 + random.nextInt(100_000), 3));
            numbers.put("q", new BigDecimal(Math.abs(random.nextGaussian()) + 0.01));
            numbers.put("y", random.nextInt(3) == 0 ? new BigDecimal(random.nextGaussian()) : decimal(random, 9999, 2));
            BigDecimal weight = random.nextBoolean()
                    ? BigDecimal.valueOf(1 + random.nextInt(400), 2)
                    : new BigDecimal(random.nextDouble());
            numbers.put("w", random.nextInt(6) == 0 ? BigDecimal.ZERO : weight);
            Map<String, String> texts = new HashMap<>();
            texts.put("G", "g" + random.nextInt(levels));
            texts.put("H", random.nextInt(3) > 0 ? "north" : "south");
            texts.put("I", String.valueOf(i % 3));
            rows.add(new Observations.Row(numbers, texts));
        }
        return new Observations(rows, weighted);
    }

    @ParameterizedTest
    @EnumSource
    void everyFigureIsTheNearestDouble(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        int[] collinear = {0};
        int fits = 0;
        for (int i = 0; i < kind.designs; i++) {
            String text = kind.formula(random);
            Observations observations = observations(random, 14 + random.nextInt(30), random.nextBoolean());
            Moments moments = observations.momentsInAnyWay(text, random);
            Formula formula = Formula.parse(text).withLevels(moments.levels());
            if (formula.terms().size() <= MOST_TERMS
                    && moments.rows() >= formula.terms().size()) {
                fits++;
                assertFit(moments, observations, formula, random, collinear);
            }
        }
        assertThat(fits - collinear[0]).isGreaterThan(kind.designs / 2);
    }

    private static void assertFit(
            Moments moments, Observations observations, Formula formula, Random random, int[] collinear) {
        Set<String> names = new LinkedHashSet<>();
        formula.terms().forEach(term -> names.add(term.name()));
        String described = formula + (observations.weighted() ? " weighted, " : ", ") + names;
        ExactFit exact;
        try {
            exact = ExactFit.of(observations, formula);
        } catch (ExactFit.SingularException singular) {
            collinear[0]++;
            assertThatThrownBy(() -> LeastSquares.fit(moments, formula))
                    .as(described)
                    .isInstanceOf(CollinearTermsException.class);
            return;
        }
        MeanSquaredError bowl = MeanSquaredError.of(moments, formula);
        assertThat(moments.rows()).isEqualTo(exact.rows);
        Summary summary = Summary.of(bowl);
        assertBowl(described, bowl, exact);
        assertSummary(described, summary, exact, formula.hasIntercept(), random);
        BigDecimal ridge = new BigDecimal(List.of("0.37", "1e5", "1e-9").get(random.nextInt(3)));
        MeanSquaredError penalised = MeanSquaredError.of(moments, formula, ridge);
        assertBowl(described + " with " + ridge, penalised, ExactFit.penalised(observations, formula, ridge));
        assertIntervals(described, summary, exact, formula.hasIntercept(), random);
    }

    private static Ratio exactly(Fraction fraction) {
        return new Ratio(fraction.numerator(), fraction.denominator());
    }

    private static void assertNearest(String described, Ratio exact, OptionalDouble found) {
        assertThat(exact.isNearest(found.orElseThrow())).as(described).isTrue();
    }

    private static void assertBowl(String described, MeanSquaredError bowl, ExactFit exact) {
        double[] coefficients = LeastSquares.fit(bowl).coefficients();
        for (int i = 0; i < coefficients.length; i++) {
            assertThat(exactly(bowl.lowestPoint().get(i))).as(described).isEqualTo(exact.coefficients[i]);
            assertNearest(described, exact.coefficients[i], OptionalDouble.of(coefficients[i]));
        }
        assertThat(exactly(bowl.residualSumOfSquares())).as(described).isEqualTo(exact.residuals);
        assertThat(exactly(bowl.minimum()))
                .as(described)
                .isEqualTo(exact.residuals.plus(exact.penalty).over(exact.weight));
        assertThat(exactly(bowl.totalSumOfSquares())).as(described).isEqualTo(exact.total);
        assertNearest(described, exact.rSquared(), bowl.rSquared());
    }

    private static void assertSummary(
            String described, Summary summary, ExactFit exact, boolean intercept, Random random) {
        assertThat(summary.degreesOfFreedom()).isEqualTo(exact.degreesOfFreedom());
        int first = intercept ? 1 : 0;
        if (exact.coefficients.length > first) {
            int i = first + random.nextInt(exact.coefficients.length - first);
            assertNearest(described, exact.varianceInflation(i), OptionalDouble.of(summary.varianceInflationFactor(i)));
        }
        if (exact.degreesOfFreedom() == 0) {
            return;
        }
        assertThat(exact.residualVariance()
                        .isSquareOfNearest(summary.residualStdError().orElseThrow()))
                .as(described)
                .isTrue();
        for (int i = 0; i < exact.coefficients.length; i++) {
            Coefficient coefficient = summary.coefficients().get(i);
            Ratio theta = exact.coefficients[i];
            assertThat(exact.variance(i)
                            .isSquareOfNearest(coefficient.stdError().orElseThrow()))
                    .as(described)
                    .isTrue();
            double t = coefficient.t().orElseThrow();
            assertThat(theta.times(theta).over(exact.variance(i)).isSquareOfNearest(Math.abs(t)))
                    .as(described)
                    .isTrue();
            assertThat(Math.signum(t)).isEqualTo(theta.signum());
        }
        assertNearest(described, exact.rSquared(), summary.rSquared());
        assertNearest(described, exact.adjustedRSquared(), summary.adjustedRSquared());
        if (exact.coefficients.length > first) {
            assertNearest(described, exact.f(), summary.fStatistic());
        }
    }

    /** The reach of two intervals at one point differs by s² alone, whatever the quantile. */
    private static void assertIntervals(
            String described, Summary summary, ExactFit exact, boolean intercept, Random random) {
        int first = intercept ? 1 : 0;
        double[] values =
                random.doubles(exact.coefficients.length - first, -2, 2).toArray();
        Ratio[] x = new Ratio[exact.coefficients.length];
        x[0] = Ratio.ONE;
        for (int i = 0; i < values.length; i++) {
            x[first + i] = Ratio.of(new BigDecimal(values[i]));
        }
        Interval mean = summary.confidenceInterval(values);
        Interval response = summary.predictionInterval(values);
        if (exact.degreesOfFreedom() == 0) {
            assertThat(mean.upper()).isEmpty();
            return;
        }
        double narrow = mean.upper().orElseThrow() - mean.lower().orElseThrow();
        double wide = response.upper().orElseThrow() - response.lower().orElseThrow();
        Ratio leverage = exact.leverage(x);
        Ratio square = leverage.over(leverage.plus(Ratio.ONE));
        double share = new BigDecimal(square.over())
                .divide(new BigDecimal(square.under()), MathContext.DECIMAL64)
                .doubleValue();
        assertThat(narrow / wide).as(described).isCloseTo(Math.sqrt(share), within(1e-6));
        double h = new BigDecimal(leverage.over())
                .divide(new BigDecimal(leverage.under()), MathContext.DECIMAL64)
                .doubleValue();
        double half = summary.intervalFactor().orElseThrow() * Math.sqrt(h);
        double centre = summary.model().predict(values);
        double slack = 1e-12 * (Math.abs(centre) + half);
        assertThat(mean.lower().orElseThrow()).as(described).isCloseTo(centre - half, within(slack));
        assertThat(mean.upper().orElseThrow()).as(described).isCloseTo(centre + half, within(slack));
    }
}
