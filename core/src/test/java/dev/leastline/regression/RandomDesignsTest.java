package dev.leastline.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.oracle.Rational;
import dev.leastline.oracle.RationalFit;
import dev.leastline.oracle.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeded random data of every kind: what least squares answers is what rational arithmetic from the rows answers. */
class RandomDesignsTest {
    enum Kind {
        DECIMALS(100, 8),
        DOUBLES(100, 8),
        OFFSETS(100, 8),
        TINY_SLOPES(100, 8),
        ALL_MAGNITUDES(40, 4),
        THIRTY_DIGITS(60, 8),
        MIXED(100, 8);

        private final int designs;
        private final int mostTerms;

        Kind(int designs, int mostTerms) {
            this.designs = designs;
            this.mostTerms = mostTerms;
        }

        BigDecimal number(Random random, int column) {
            return switch (this) {
                case DECIMALS -> BigDecimal.valueOf(random.nextInt(20_000) - 10_000, random.nextInt(4));
                case DOUBLES -> new BigDecimal(random.nextGaussian());
                case OFFSETS -> new BigDecimal("1e15").add(BigDecimal.valueOf(random.nextInt(50), 3));
                case TINY_SLOPES ->
                    column == 0
                            ? new BigDecimal(random.nextGaussian() * 1e-13)
                            : BigDecimal.valueOf(random.nextInt(1000));
                case ALL_MAGNITUDES ->
                    BigDecimal.valueOf(random.nextInt(2000) - 1000, 3).scaleByPowerOfTen(random.nextInt(601) - 300);
                case THIRTY_DIGITS -> new BigDecimal(new BigInteger(100, random), random.nextInt(40));
                case MIXED -> values()[random.nextInt(4)].number(random, column);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFigureIsTheNearestDouble(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        for (int i = 0; i < kind.designs; i++) {
            int predictors = random.nextInt(kind.mostTerms);
            boolean intercept = predictors == 0 || random.nextInt(3) > 0;
            int coefficients = predictors + (intercept ? 1 : 0);
            Sample sample = sample(kind, random, predictors, coefficients + random.nextInt(12));
            String formula = formula(predictors, intercept);
            RationalFit oracle;
            try {
                oracle = RationalFit.of(sample, formula);
            } catch (RationalFit.SingularException singular) {
                continue; // a few small designs are collinear by chance
            }
            assertAllEqual(sample, formula, oracle, random);
        }
    }

    private static Sample sample(Kind kind, Random random, int predictors, int count) {
        List<String> columns = new ArrayList<>(List.of("y"));
        for (int i = 1; i <= predictors; i++) {
            columns.add("x" + i);
        }
        List<BigDecimal[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigDecimal[] row = new BigDecimal[columns.size()];
            Arrays.setAll(row, column -> kind.number(random, column));
            rows.add(row);
        }
        return new Sample(columns, rows);
    }

    private static String formula(int predictors, boolean intercept) {
        StringBuilder formula = new StringBuilder("y ~ ").append(intercept ? "1" : "0");
        for (int i = 1; i <= predictors; i++) {
            formula.append(" + x").append(i);
        }
        return formula.toString();
    }

    private static void assertAllEqual(Sample sample, String formula, RationalFit oracle, Random random) {
        MeanSquaredError bowl = MeanSquaredError.of(sample.momentsInAnyWay(random), formula);
        assertThat(LeastSquares.fit(bowl).coefficients()).isEqualTo(oracle.coefficients());
        assertThat(bowl.lowestPoint().stream()
                        .map(f -> Rational.of(f.numerator(), f.denominator()))
                        .toArray(Rational[]::new))
                .isEqualTo(oracle.exactCoefficients());
        assertThat(bowl.minimum().nearestDouble()).isEqualTo(oracle.minimum().nearestDouble());
        if (bowl.rSquared().isPresent()) {
            assertThat(bowl.rSquared().getAsDouble()).isEqualTo(oracle.rSquared());
        }
        double[] at = LeastSquares.fit(bowl).coefficients();
        for (int i = 0; i < at.length; i++) {
            at[i] = random.nextBoolean() && Double.isFinite(at[i]) ? at[i] : random.nextGaussian();
        }
        Rational[] exactlyAt = Arrays.stream(at).mapToObj(Rational::of).toArray(Rational[]::new);
        assertThat(bowl.value(at)).isEqualTo(oracle.meanSquaredError(exactlyAt).nearestDouble());
        assertThat(bowl.gradient(at)).isEqualTo(oracle.gradient(exactlyAt));
        assertThat(bowl.curvature()).isDeepEqualTo(oracle.curvature());
        assertThat(bowl.terms().stream().map(Term::name))
                .isEqualTo(
                        Formula.parse(formula).terms().stream().map(Term::name).toList());
    }
}
