package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/** The library's tails and quantiles beside exact ones: no error passes the bound that {@code docs/accuracy.md} states. */
class TailAccuracyTest {
    private static final double LEAST_SHOWN = 1e-16;

    private final Random random = new Random(20_261);

    /** The largest relative error seen, and where. */
    private static final class Worst {
        private double error;
        private String at = "";
        private int cases;

        void see(double value, BigDecimal exact, String where) {
            see(new BigDecimal(value).subtract(exact).divide(exact, MathContext.DECIMAL64), where);
        }

        void see(BigDecimal relativeError, String where) {
            cases++;
            if (relativeError.abs().doubleValue() > error) {
                error = relativeError.abs().doubleValue();
                at = where;
            }
        }

        void staysBelowTheBoundOf(String row) {
            assertThat(cases).as(row).isGreaterThan(100);
            assertThat(error)
                    .as(row + ", at " + at)
                    .isLessThan(Double.parseDouble(AccuracyPage.row(row).get(1)));
        }
    }

    @Test
    void theExactTailAgreesWithClosedForms() {
        // P(|T| > t) is 1 − (2/π) arctan t for one degree of freedom, 1 − t/√(2 + t²) for two; P(F > f) with k = 2 is
        // (1 + 2f/ν)^(−ν/2).
        assertThat(new ExactTail(1, 1).probability(BigDecimal.valueOf(9)).doubleValue())
                .isEqualTo(1 - 2 / Math.PI * Math.atan(3), within(1e-15));
        assertThat(new ExactTail(1, 2).probability(BigDecimal.valueOf(2)).doubleValue())
                .isEqualTo(1 - Math.sqrt(0.5), within(1e-15));
        assertThat(new ExactTail(2, 10).probability(BigDecimal.valueOf(10)).round(MathContext.DECIMAL128))
                .isEqualByComparingTo(new BigDecimal("0.03125"));
        assertThat(new ExactTail(2, 6).probability(BigDecimal.valueOf(1.5)).round(MathContext.DECIMAL128))
                .isEqualByComparingTo(new BigDecimal("0.512"));
    }

    @Test
    void tailsOfT() {
        Worst all = new Worst();
        Worst shown = new Worst();
        for (int i = 0; i < 30; i++) {
            int nu = i == 0 ? 1_000_000 : (int) Math.round(power(0, 6));
            ExactTail tail = new ExactTail(1, nu);
            for (int j = 0; j < 30; j++) {
                double t = power(-2, 2);
                BigDecimal square = new BigDecimal(t).pow(2);
                if (tail.slope(square).doubleValue() < 1e-300) {
                    continue;
                }
                BigDecimal exact = tail.probability(square);
                double p = 2 * TDistribution.of(nu).survivalProbability(t);
                String where = "t = " + t + ", ν = " + nu;
                all.see(p, exact, where);
                if (p >= LEAST_SHOWN) {
                    shown.see(p, exact, where);
                }
            }
        }
        all.staysBelowTheBoundOf("p of t, p ≥ 10⁻³⁰⁰");
        shown.staysBelowTheBoundOf("p of t, p ≥ 10⁻¹⁶");
    }

    @Test
    void quantilesOfT() {
        Worst worst = new Worst();
        for (int i = 0; i < 30; i++) {
            int nu = i == 0 ? 1_000_000 : (int) Math.round(power(0, 6));
            ExactTail tail = new ExactTail(1, nu);
            for (int j = 0; j < 20; j++) {
                double q = 0.45 * power(-10, 0);
                double t = TDistribution.of(nu).inverseSurvivalProbability(q);
                BigDecimal square = new BigDecimal(t).pow(2);
                // P(|T| > t) less 2q, over −t·dP/dt, which is twice the slope in t².
                BigDecimal excess = tail.probability(square).subtract(new BigDecimal(q).add(new BigDecimal(q)));
                BigDecimal slope = tail.slope(square).multiply(BigDecimal.valueOf(2));
                worst.see(excess.divide(slope, MathContext.DECIMAL64), "q = " + q + ", ν = " + nu);
            }
        }
        worst.staysBelowTheBoundOf("quantile of t, confidence 0.1 to 1 − 10⁻¹⁰");
    }

    @Test
    void tailsOfF() {
        Worst most = new Worst();
        Worst even = new Worst();
        for (int i = 0; i < 60; i++) {
            int k = i == 0 ? 6 : (int) Math.round(power(0, 2));
            int nu = i == 0 ? 1_000_000 : (int) Math.round(power(0, 6));
            ExactTail tail = new ExactTail(k, nu);
            for (int j = 0; j < 20; j++) {
                double f = power(-2, 3);
                BigDecimal s = new BigDecimal(f).multiply(BigDecimal.valueOf(k));
                if (f > 1 && tail.slope(s).doubleValue() < 1e-200) {
                    continue;
                }
                boolean binomial = k % 2 == 0 && nu % 2 == 0 && k >= 4 && k < 80;
                (binomial ? even : most)
                        .see(
                                FDistribution.of(k, nu).survivalProbability(f),
                                tail.probability(s),
                                "F = " + f + ", k = " + k + ", ν = " + nu);
            }
        }
        most.staysBelowTheBoundOf("p of F, p ≥ 10⁻²⁰⁰");
        even.staysBelowTheBoundOf("the same, ν even and k even from 4 to 78");
    }

    /** A power of ten, its exponent uniform. */
    private double power(int from, int to) {
        return StrictMath.pow(10, from + (to - from) * random.nextDouble());
    }
}
