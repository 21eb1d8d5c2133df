package dev.leastline.inference;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The upper tail of F with k and ν degrees of freedom, to some 60 digits, by nothing but + − × ÷ √ of decimals.
 *
 * <p>With s = kF, x = ν/(ν + s) and z = s/(ν + s), the tail is the regularised incomplete beta function I_x(ν/2, k/2) =
 * 1 − I_z(k/2, ν/2), and
 *
 * <pre>
 * I_y(a, b) = y^a (1 − y)^b / (a·B(a, b)) · Σₙ yⁿ Πᵢ₌₀ⁿ⁻¹ (a + b + i)/(a + 1 + i)      Abramowitz and Stegun 26.5.4
 * </pre>
 *
 * summed for the smaller of x and z: every term is positive, and the series short. The complement 1 − I loses as many
 * digits as p has zeros, so that many are added. B comes from B(½, ½) = π, B(1, ½) = 2, B(1, 1) = 1 and B(a + 1, b) =
 * B(a, b)·a/(a + b). Student's |T| with ν degrees of freedom is √F with k = 1.
 */
final class ExactTail {
    /** Enough for p down to 10⁻³⁰⁰. */
    private static final MathContext MOST = new MathContext(400);

    private static final int SURE = 60;
    private static final BigDecimal PI = arcCotangent(5)
            .multiply(BigDecimal.valueOf(16))
            .subtract(arcCotangent(239).multiply(BigDecimal.valueOf(4)));

    private final int k;
    private final int nu;
    private final BigDecimal beta;

    ExactTail(int k, int nu) {
        this.k = k;
        this.nu = nu;
        this.beta = beta(k, nu);
    }

    /** P(kF > s). */
    BigDecimal probability(BigDecimal s) {
        BigDecimal density = slope(s);
        int zeros = Math.max(0, density.scale() - density.precision());
        MathContext digits = new MathContext(Math.min(MOST.getPrecision(), SURE + zeros));
        BigDecimal sum = s.add(BigDecimal.valueOf(nu));
        BigDecimal x = BigDecimal.valueOf(nu).divide(sum, digits);
        BigDecimal z = s.divide(sum, digits);
        return x.compareTo(z) <= 0
                ? lower(x, nu, k, density, digits)
                : BigDecimal.ONE.subtract(lower(z, k, nu, density, digits));
    }

    /** −s·dP/ds, by which a relative error of s becomes an error of P: x^(ν/2) z^(k/2) / B. */
    BigDecimal slope(BigDecimal s) {
        BigDecimal sum = s.add(BigDecimal.valueOf(nu));
        return halfPower(BigDecimal.valueOf(nu).divide(sum, MOST), nu)
                .multiply(halfPower(s.divide(sum, MOST), k), MOST)
                .divide(beta, MOST);
    }

    /** I_y(p/2, q/2), where {@code density} is y^(p/2) (1 − y)^(q/2) / B. */
    private static BigDecimal lower(BigDecimal y, int p, int q, BigDecimal density, MathContext digits) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal term = BigDecimal.ONE;
        BigDecimal negligible = BigDecimal.ONE.movePointLeft(digits.getPrecision());
        for (long n = 0; term.compareTo(negligible) > 0; n++) {
            total = total.add(term, digits);
            term = term.multiply(y, digits)
                    .multiply(BigDecimal.valueOf(p + q + 2 * n))
                    .divide(BigDecimal.valueOf(p + 2 + 2 * n), digits);
        }
        return density.multiply(BigDecimal.valueOf(2)).multiply(total).divide(BigDecimal.valueOf(p), digits);
    }

    /** y^(n/2). */
    private static BigDecimal halfPower(BigDecimal y, int n) {
        BigDecimal whole = y.pow(n / 2, MOST);
        return n % 2 == 0 ? whole : whole.multiply(y.sqrt(MOST), MOST);
    }

    /** B(p/2, q/2). */
    private static BigDecimal beta(int p, int q) {
        int firstP = p % 2 == 0 ? 2 : 1;
        int firstQ = q % 2 == 0 ? 2 : 1;
        BigDecimal value = firstP * firstQ == 1 ? PI : BigDecimal.valueOf(firstP * firstQ == 2 ? 2 : 1);
        for (int i = firstP; i < p; i += 2) {
            value = value.multiply(BigDecimal.valueOf(i)).divide(BigDecimal.valueOf(i + firstQ), MOST);
        }
        for (int i = firstQ; i < q; i += 2) {
            value = value.multiply(BigDecimal.valueOf(i)).divide(BigDecimal.valueOf((long) i + p), MOST);
        }
        return value;
    }

    /** arccot n = 1/n − 1/3n³ + 1/5n⁵ − …, of which Machin makes π = 16 arccot 5 − 4 arccot 239. */
    private static BigDecimal arcCotangent(int n) {
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), MOST);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1; power.precision() - power.scale() > -MOST.getPrecision(); i += 2) {
            BigDecimal term = power.divide(BigDecimal.valueOf(i), MOST);
            sum = i % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(BigDecimal.valueOf((long) n * n), MOST);
        }
        return sum.round(MOST);
    }
}
