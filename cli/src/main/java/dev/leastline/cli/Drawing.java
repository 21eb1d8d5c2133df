package dev.leastline.cli;

import dev.leastline.data.CsvFormat;
import dev.leastline.data.DataRequest;
import dev.leastline.data.DataSource;
import dev.leastline.data.FormulaMoments;
import dev.leastline.data.RowSample;
import dev.leastline.data.SampledMoments;
import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.inference.Summary;
import dev.leastline.regression.LeastSquares;
import dev.leastline.regression.LinearModel;
import dev.leastline.regression.MeanSquaredError;
import dev.leastline.report.Fitted;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Data to fit and rows to draw, from files or without one. */
final class Drawing {
    /** More points than that make a picture larger, not clearer. */
    static final int MOST_ROWS = 2000;

    private final FormulaMoments data;
    private final Optional<RowSample> sample;

    private Drawing(FormulaMoments data, Optional<RowSample> sample) {
        this.data = data;
        this.sample = sample;
    }

    static Drawing read(List<DataSource> sources, CsvFormat format, DataRequest request) {
        SampledMoments read = SampledMoments.read(sources, format, request, MOST_ROWS);
        return new Drawing(read.data(), Optional.of(read.sample()));
    }

    static Drawing article(Optional<Formula> formula) {
        Formula asked = Article.formula(formula);
        return new Drawing(new FormulaMoments(asked, Article.moments(asked), 0), Optional.empty());
    }

    FormulaMoments data() {
        return data;
    }

    Fitted fitted(MeanSquaredError bowl, Summary summary) {
        return new Fitted(bowl, summary, sample.map(rows -> rows(rows, bowl)).orElseGet(() -> article(bowl)));
    }

    private static Fitted.Rows rows(RowSample sample, MeanSquaredError bowl) {
        double[] residuals = sample.residuals(bowl);
        return new Fitted.Rows() {
            @Override
            public int size() {
                return sample.size();
            }

            @Override
            public long of() {
                return sample.size() == 0 ? 0 : bowl.moments().rows();
            }

            @Override
            public double[] values(Term term) {
                return sample.values(term);
            }

            @Override
            public double[] residuals() {
                return residuals.clone();
            }
        };
    }

    private static Fitted.Rows article(MeanSquaredError bowl) {
        LinearModel model = LeastSquares.fit(bowl);
        double[] residuals = Article.values(bowl.formula().response());
        double[][] predictors =
                bowl.formula().predictors().stream().map(Article::values).toArray(double[][]::new);
        Arrays.setAll(
                residuals,
                i -> bowl.residualSumOfSquares().signum() == 0
                        ? 0
                        : residuals[i]
                                - model.predict(Arrays.stream(predictors)
                                        .mapToDouble(values -> values[i])
                                        .toArray()));
        return new Fitted.Rows() {
            @Override
            public int size() {
                return Article.size();
            }

            @Override
            public long of() {
                return Article.size();
            }

            @Override
            public double[] values(Term term) {
                return Article.values(term);
            }

            @Override
            public double[] residuals() {
                return residuals.clone();
            }
        };
    }
}
