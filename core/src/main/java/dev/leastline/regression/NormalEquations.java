package dev.leastline.regression;

import dev.leastline.exact.Elimination;
import dev.leastline.exact.Fraction;
import dev.leastline.exact.ModularElimination;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.Term;
import dev.leastline.moments.ImpossibleMomentsException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * XᵀX·θ = Xᵀy in integers, solved without rounding.
 *
 * <p>Every term is multiplied by a power of ten of its own, so that all sums of products become integers; the response
 * is the last row and column. The determinant of the whole over that of the terms alone is the smallest
 * residual sum of squares.
 */
final class NormalEquations {
    private final List<Term> terms;
    private final int[] tens;
    private final BigInteger[][] integers;
    private final ModularElimination elimination;

    /** Solves for p terms; {@code products} is (p+1) × (p+1), the response last. */
    NormalEquations(List<Term> terms, BigDecimal[][] products) {
        this.terms = terms;
        this.tens = powersOfTen(products);
        int size = products.length;
        this.integers = new BigInteger[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                integers[i][j] =
                        products[i][j].scaleByPowerOfTen(tens[i] + tens[j]).toBigIntegerExact();
            }
        }
        this.elimination = ModularElimination.of(integers);
        if (elimination.independent() < size - 1) {
            throw collinear();
        }
    }

    /** Exponents t with {@code products[i][j] · 10^(t[i] + t[j])} whole for all i, j. */
    private static int[] powersOfTen(BigDecimal[][] products) {
        int[] tens = new int[products.length];
        for (int i = 0; i < tens.length; i++) {
            tens[i] = Math.floorDiv(products[i][i].scale() + 1, 2);
        }
        for (int i = 0; i < tens.length; i++) {
            for (int j = i; j < tens.length; j++) {
                if (products[i][j].signum() != 0) {
                    int missing = products[i][j].scale() - tens[i] - tens[j];
                    tens[j] += Math.max(0, i == j ? Math.floorDiv(missing + 1, 2) : missing);
                }
            }
        }
        return tens;
    }

    /** θ, exactly. */
    List<Fraction> solution() {
        int response = terms.size();
        BigInteger[] numerators = elimination.numerators();
        List<Fraction> solution = new ArrayList<>();
        for (int i = 0; i < response; i++) {
            solution.add(unscaled(numerators[i], i, response));
        }
        return List.copyOf(solution);
    }

    /** The residual sum of squares at θ, exactly. */
    Fraction residualSumOfSquares() {
        int response = terms.size();
        BigDecimal corner = new BigDecimal(elimination.corner()).scaleByPowerOfTen(-2 * tens[response]);
        return notBelowZero(
                Fraction.of(corner, new BigDecimal(elimination.determinant())), "the smallest mean squared error");
    }

    private static Fraction notBelowZero(Fraction value, String what) {
        if (value.signum() < 0) {
            throw new ImpossibleMomentsException(what);
        }
        return value;
    }

    /** The diagonal of (XᵀX)⁻¹, exactly. */
    List<Fraction> inverseDiagonal() {
        BigInteger[] numerators = ModularElimination.inverseDiagonal(integers);
        BigDecimal determinant = new BigDecimal(elimination.determinant());
        List<Fraction> diagonal = new ArrayList<>();
        for (int i = 0; i < numerators.length; i++) {
            Fraction entry = Fraction.of(new BigDecimal(numerators[i]).scaleByPowerOfTen(2 * tens[i]), determinant);
            diagonal.add(notBelowZero(
                    entry, "the variance of the coefficient of '" + terms.get(i).name() + "'"));
        }
        return List.copyOf(diagonal);
    }

    /** xᵀ(XᵀX)⁻¹x, exactly: with x as a border and 0 in the corner, elimination leaves its negative there. */
    Fraction leverage(BigDecimal[] x) {
        int size = terms.size();
        int finest = 0;
        for (int i = 0; i < size; i++) {
            finest = Math.max(finest, x[i].signum() == 0 ? 0 : x[i].scale() - tens[i]);
        }
        BigInteger[][] bordered = new BigInteger[size + 1][];
        for (int i = 0; i < size; i++) {
            bordered[i] = integers[i].clone();
            bordered[i][size] = x[i].signum() == 0
                    ? BigInteger.ZERO
                    : x[i].scaleByPowerOfTen(tens[i] + finest).toBigIntegerExact();
        }
        bordered[size] = new BigInteger[size + 1];
        bordered[size][size] = BigInteger.ZERO;
        ModularElimination form = ModularElimination.of(bordered);
        BigDecimal corner = new BigDecimal(form.corner().negate()).scaleByPowerOfTen(-2 * finest);
        return Fraction.of(corner, new BigDecimal(form.determinant()));
    }

    /** (XᵀX)⁻¹, exactly. */
    Fraction[][] inverse() {
        int size = terms.size();
        BigInteger[][] left = new BigInteger[size][];
        BigInteger[][] identity = new BigInteger[size][size];
        for (int i = 0; i < size; i++) {
            left[i] = Arrays.copyOf(integers[i], size);
            Arrays.fill(identity[i], BigInteger.ZERO);
            identity[i][i] = BigInteger.ONE;
        }
        Elimination inverting = Elimination.of(left, identity, size);
        BigDecimal determinant = new BigDecimal(inverting.determinant());
        Fraction[][] inverse = new Fraction[size][size];
        for (int j = 0; j < size; j++) {
            BigInteger[] numerators = inverting.solve(j);
            for (int i = 0; i < size; i++) {
                inverse[i][j] =
                        Fraction.of(new BigDecimal(numerators[i]).scaleByPowerOfTen(tens[i] + tens[j]), determinant);
            }
        }
        return inverse;
    }

    private Fraction unscaled(BigInteger numerator, int term, int target) {
        BigDecimal scaled = new BigDecimal(numerator).scaleByPowerOfTen(tens[term] - tens[target]);
        return Fraction.of(scaled, new BigDecimal(elimination.determinant()));
    }

    private CollinearTermsException collinear() {
        int dependent = elimination.independent();
        BigInteger[] numerators = elimination.numerators();
        List<Term> involved = new ArrayList<>(List.of(terms.get(dependent)));
        List<String> sum = new ArrayList<>();
        for (int i = 0; i < dependent; i++) {
            if (numerators[i].signum() != 0) {
                involved.add(terms.get(i));
                sum.add(product(unscaled(numerators[i], i, dependent), terms.get(i)));
            }
        }
        String name = terms.get(dependent).name();
        String message;
        if (involved.size() == 1) {
            message = "term '" + name + "' is zero in every row: its coefficient could be anything; leave it out";
        } else if (involved.size() == 2 && involved.get(1).equals(Term.CONSTANT)) {
            message = "term '" + name + "' is constant (" + sum.get(0)
                    + " in every row): it cannot be told from the intercept; leave it out, or the intercept with '- 1'";
        } else {
            message = "the terms are collinear: '" + name + "' is exactly "
                    + String.join(" + ", sum).replace("+ -", "- ") + " in every row; leave one of them out";
        }
        return new CollinearTermsException(involved, message);
    }

    /** As a decimal where that is exact, otherwise as p/q. */
    private static String exactly(Fraction factor) {
        double nearest = factor.nearestDouble();
        String decimal = NumberText.shortest(nearest);
        boolean exact = !Double.isInfinite(nearest)
                && Fraction.of(new BigDecimal(decimal)).equals(factor);
        return exact ? decimal : factor.toString();
    }

    private static String product(Fraction factor, Term term) {
        String number = exactly(factor);
        if (term.equals(Term.CONSTANT)) {
            return number;
        }
        return number.equals("1") ? term.name() : number.equals("-1") ? "-" + term.name() : number + "·" + term.name();
    }
}
