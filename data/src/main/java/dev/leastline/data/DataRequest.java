package dev.leastline.data;

import dev.leastline.formula.Formula;
import java.util.Optional;

/**
 * What to take from the data.
 *
 * @param formula what is to be explained by what, its dot meaning the columns of the first source that are neither weights
 *     nor groups; empty if there are just two columns, for {@code second ~ first}
 * @param weights the column of the rows' weights, if they have any
 * @param skipMissing whether rows with a missing value in a column that is needed are left out; otherwise they are errors
 * @param threads how many threads may read a large file, from 1
 */
public record DataRequest(Optional<Formula> formula, Optional<String> weights, boolean skipMissing, int threads) {
    /**
     * A request that as many threads may serve as there are processors.
     *
     * @param formula as above
     * @param weights as above
     * @param skipMissing as above
     */
    public DataRequest(Optional<Formula> formula, Optional<String> weights, boolean skipMissing) {
        this(formula, weights, skipMissing, Runtime.getRuntime().availableProcessors());
    }

    /** Two columns, no weights, nothing missing. */
    public static final DataRequest DEFAULT = new DataRequest(Optional.empty(), Optional.empty(), false);

    /**
     * A request for a formula's moments or columns.
     *
     * @param formula response and terms
     * @return the request, without weights, missing values being errors
     */
    public static DataRequest of(Formula formula) {
        return new DataRequest(Optional.of(formula), Optional.empty(), false);
    }

    /**
     * This request with weights.
     *
     * @param column the column of the rows' weights, numbers not below zero
     * @return the request
     */
    public DataRequest weightedBy(String column) {
        return new DataRequest(formula, Optional.of(column), skipMissing, threads);
    }

    /** {@return this request with rows left out that lack a value} */
    public DataRequest skippingMissing() {
        return new DataRequest(formula, weights, true, threads);
    }

    /**
     * This request with another number of threads.
     *
     * @param number how many may read, from 1
     * @return the request
     * @throws IllegalArgumentException if the number is below 1
     */
    public DataRequest withThreads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException(number + " threads cannot read anything");
        }
        return new DataRequest(formula, weights, skipMissing, number);
    }
}
