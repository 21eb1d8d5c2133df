package dev.leastline.data;

import dev.leastline.formula.Formula;
import dev.leastline.inference.Leverage;
import dev.leastline.inference.Summary;
import dev.leastline.regression.MeanSquaredError;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What only the rows can tell of a fit: a second pass over the data.
 *
 * <p>A residual is e = y − ŷ at the exact coefficients, formed to sixty digits and rounded once; with weights it is
 * √w·e, as R's {@code weighted.residuals}. With h = w·xᵀ(XᵀWX)⁻¹x the leverage of a row, p coefficients and s² the
 * residual variance,
 *
 * <pre>
 * Durbin–Watson    Σ(e_i − e_(i−1))² / Σe_i²           in the order of rows and files
 * Cook's distance  e²·h / (p·s²·(1 − h)²)
 * </pre>
 *
 * in plain doubles.
 *
 * @param rows how many rows there were, without those of weight zero
 * @param residuals the quantiles of the residuals
 * @param durbinWatson about 2 where neighbouring residuals are unrelated; empty for a perfect fit
 * @param leverages the rows of the largest leverage, the largest first
 * @param cooksDistances the rows of the largest Cook's distance, the largest first; without rows that have all the
 *     leverage, h = 1, and empty where s is zero or does not exist
 */
public record Diagnostics(
        long rows,
        Quantiles residuals,
        OptionalDouble durbinWatson,
        List<Influence> leverages,
        List<Influence> cooksDistances) {
    /** How many rows of the largest leverage and of the largest distance are kept. */
    public static final int LARGEST = 5;

    /** How many residuals quantiles are taken of. */
    public static final int SAMPLE = 1_000_000;

    /**
     * Quantiles by linear interpolation between order statistics (R's type 7).
     *
     * @param minimum of all residuals
     * @param firstQuartile a quarter is below it
     * @param median half is below it
     * @param thirdQuartile three quarters are below it
     * @param maximum of all residuals
     * @param sampleSize of how many residuals the quartiles and the median were taken: of all up to {@link
     *     Diagnostics#SAMPLE}, otherwise of so many, chosen at random with a fixed seed
     */
    public record Quantiles(
            double minimum,
            double firstQuartile,
            double median,
            double thirdQuartile,
            double maximum,
            int sampleSize) {}

    /**
     * A row that matters.
     *
     * @param source the name of its source
     * @param line the line in which it begins
     * @param value how much it matters
     */
    public record Influence(String source, long line, double value) {}

    /**
     * Reads the rows of a fit again.
     *
     * @param sources the same as before, which must be readable twice
     * @param format how they are written
     * @param request the same as before
     * @param bowl what was fitted
     * @param summary its summary
     * @return the diagnostics
     * @throws DataException as in the first pass; if a source holds moments and no rows, or the rows have changed
     */
    public static Diagnostics read(
            List<DataSource> sources, CsvFormat format, DataRequest request, MeanSquaredError bowl, Summary summary) {
        Formula formula = bowl.formula();
        RowDiagnostics rows = DataPass.read(sources, format, new DataPass.Opening<RowDiagnostics>() {
                    @Override
                    public RowDiagnostics open(Header header) {
                        return new RowDiagnostics(bowl, summary, Leverage.of(bowl), request);
                    }

                    @Override
                    public String purpose() {
                        return "what a diagnosis tells";
                    }
                })
                .sink();
        if (rows.rows() != bowl.moments().rows()) {
            throw Place.of(sources.get(0))
                    .fault("the data changed while they were read: "
                            + bowl.moments().rows() + " rows, then " + rows.rows() + " for '" + formula + "'");
        }
        return rows.diagnostics();
    }
}
