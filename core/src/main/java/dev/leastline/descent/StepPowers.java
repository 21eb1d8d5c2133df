package dev.leastline.descent;

import dev.leastline.exact.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The matrix of a step to the powers 1, 2, 4, 8, …, to a number of digits; each is made when it is first asked for. */
final class StepPowers {
    private static final int MOST_PRODUCTS = 1000;

    private final int digits;
    private final Enclosure start;
    private final List<Enclosure> squares = new ArrayList<>();
    private volatile Reached reached;

    StepPowers(Coordinates coordinates, BigDecimal learningRate, List<Fraction> startErrors, int digits) {
        this.digits = digits;
        BigDecimal[][] numerators = new BigDecimal[startErrors.size()][];
        BigDecimal[] denominators = new BigDecimal[startErrors.size()];
        for (int i = 0; i < denominators.length; i++) {
            numerators[i] = new BigDecimal[] {new BigDecimal(startErrors.get(i).numerator())};
            denominators[i] = new BigDecimal(startErrors.get(i).denominator());
        }
        this.start = Enclosure.ofQuotients(numerators, denominators, digits);
        this.reached = new Reached(0, start, 0, 0, null);
        squares.add(coordinates.step(learningRate, digits));
    }

    /** The error before the first step, a column. */
    Enclosure start() {
        return start;
    }

    /** The error after 2^doublings more steps than that of {@code error}. */
    Enclosure advance(Enclosure error, int doublings) {
        return square(doublings).times(error, digits);
    }

    /**
     * The error after a number of steps, from where the last question ended if that is nearer than the start. A way that
     * is gone again gets a matrix of its own: traces and pictures walk in equal strides.
     */
    Enclosure after(long steps) {
        Reached from = reached;
        long way = steps - from.steps;
        boolean again = way > 0 && way == from.way && Long.bitCount(way) > 1;
        Enclosure stride = again ? from.stride != null ? from.stride : power(way) : null;
        Reached next;
        if (stride != null && from.products <= MOST_PRODUCTS) {
            int products = from.products + Long.bitCount(way);
            next = new Reached(steps, stride.times(from.error, digits), products, way, stride);
        } else if (way < 0 || Long.bitCount(way) >= Long.bitCount(steps) || from.products > MOST_PRODUCTS) {
            next = new Reached(steps, advanced(start, steps), Long.bitCount(steps), way, stride);
        } else {
            int products = from.products + Long.bitCount(way);
            next = new Reached(steps, advanced(from.error, way), products, way, stride);
        }
        reached = next;
        return next.error;
    }

    private Enclosure advanced(Enclosure from, long steps) {
        Enclosure error = from;
        for (int i = 0; i < Long.SIZE - Long.numberOfLeadingZeros(steps); i++) {
            if ((steps >> i & 1) != 0) {
                error = advance(error, i);
            }
        }
        return error;
    }

    private Enclosure power(long steps) {
        return advanced(square(Long.numberOfTrailingZeros(steps)), steps & (steps - 1));
    }

    /**
     * Where a question ended, how many products, each with its rounding, led there, the way from the question before,
     * and its matrix if it was gone twice.
     */
    private record Reached(
            long steps,
            Enclosure error,
            int products,
            long way,
            @Nullable Enclosure stride) {}

    /**
     * The first number of steps after which a test holds that, once it holds, holds for ever.
     *
     * @return −1 if the digits do not suffice to decide the test
     */
    BigInteger first(Test test) {
        Enclosure error = start;
        BigInteger steps = BigInteger.ZERO;
        int doublings = 0;
        Verdict verdict = test.of(start);
        while (verdict == Verdict.NO) {
            verdict = test.of(advance(start, doublings++));
        }
        if (doublings == 0) {
            return verdict == Verdict.YES ? BigInteger.ZERO : UNDECIDED;
        }
        for (int i = doublings - 1; i >= 0 && verdict != Verdict.UNDECIDED; i--) {
            Enclosure further = advance(error, i);
            verdict = test.of(further);
            if (verdict == Verdict.NO) {
                error = further;
                steps = steps.setBit(i);
            }
        }
        return verdict == Verdict.UNDECIDED ? UNDECIDED : steps.add(BigInteger.ONE);
    }

    static final BigInteger UNDECIDED = BigInteger.ONE.negate();

    enum Verdict {
        NO,
        YES,
        UNDECIDED
    }

    /** Asked of the error after some number of steps. */
    interface Test {
        Verdict of(Enclosure error);
    }

    private synchronized Enclosure square(int doublings) {
        while (squares.size() <= doublings) {
            Enclosure last = squares.get(squares.size() - 1);
            squares.add(last.times(last, digits));
        }
        return squares.get(doublings);
    }
}
