package dev.leastline.moments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.formula.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Feeds an accumulator and, beside it, keeps every row as BigDecimals, to be summed in the plainest way. */
final class PlainSums {
    private final List<Term> terms = new ArrayList<>();
    private final MomentAccumulator accumulator;
    private final List<BigDecimal[]> rows = new ArrayList<>();
    private BigDecimal[] row;

    PlainSums(String... columns) {
        for (String column : columns) {
            terms.add(Term.column(column));
        }
        accumulator = new MomentAccumulator(terms);
        row = new BigDecimal[columns.length];
    }

    PlainSums decimal(int column, long mantissa, int scale) {
        accumulator.setDecimal(column, mantissa, scale);
        row[column] = BigDecimal.valueOf(mantissa, scale);
        return this;
    }

    PlainSums decimal(int column, BigDecimal value) {
        accumulator.setDecimal(column, value);
        row[column] = value;
        return this;
    }

    PlainSums binary(int column, double value) {
        accumulator.setDouble(column, value);
        row[column] = new BigDecimal(value);
        return this;
    }

    void end() {
        accumulator.endRow();
        rows.add(row);
        row = new BigDecimal[row.length];
    }

    MomentAccumulator accumulator() {
        return accumulator;
    }

    Moments assertRight() {
        Moments moments = accumulator.toMoments();
        assertThat(moments.rows()).isEqualTo(rows.size());
        for (int i = 0; i < terms.size(); i++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (BigDecimal[] values : rows) {
                sum = sum.add(values[i]);
            }
            assertThat(moments.sum(terms.get(i))).as("sum %d", i).isEqualTo(lowest(sum));
            for (int j = i; j < terms.size(); j++) {
                BigDecimal products = BigDecimal.ZERO;
                for (BigDecimal[] values : rows) {
                    products = products.add(values[i].multiply(values[j]));
                }
                assertThat(moments.sumOfProducts(terms.get(j), terms.get(i)))
                        .as("sum of products %d %d", i, j)
                        .isEqualTo(lowest(products));
            }
        }
        return moments;
    }

    static BigDecimal lowest(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
