package dev.leastline.data;

import static dev.leastline.data.Texts.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentsFile;
import dev.leastline.regression.MeanSquaredError;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Moments of all rows, and some rows, in one pass. */
class SampledMomentsTest {
    private static SampledMoments read(DataRequest request, int most, DataSource... sources) {
        return SampledMoments.read(List.of(sources), CsvFormat.DEFAULT, request, most);
    }

    private static DataRequest request(String formula) {
        return DataRequest.of(Formula.parse(formula));
    }

    private static String numbered(int rows) {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < rows; i++) {
            csv.append(i).append(',').append(3 * i % 7).append(".25\n");
        }
        return csv.toString();
    }

    @Test
    void fewRowsAreAllThereInTheirOrder() {
        DataRequest request = request("log(y) ~ x^2 + C(g)");
        SampledMoments read = read(
                request,
                10,
                source("g,x,y\na,1,1\nb,2.5,10\n"),
                source("y,g,x\n100,a,-3.123456789012345678901234567890\n"));
        assertThat(read.sample().size()).isEqualTo(3);
        assertThat(read.sample().values(Term.column("x"))).containsExactly(1, 2.5, -3.1234567890123457);
        assertThat(read.sample().values(Term.parse("x^2"))).containsExactly(1, 6.25, 9.755982312827314);
        assertThat(read.sample().values(Term.parse("log(y)")))
                .containsExactly(0, StrictMath.log(10), StrictMath.log(100));
        assertThat(read.sample().values(Term.parse("C(g)[b]"))).containsExactly(0, 1, 0);
        assertThatThrownBy(() -> read.sample().values(Term.column("z")))
                .hasMessage("the rows do not have the columns of z");
    }

    @Test
    void theMomentsAreThoseOfAllRows() {
        String csv = numbered(5000);
        FormulaMoments alone = FormulaMoments.read(List.of(source(csv)), CsvFormat.DEFAULT, request("y ~ x"));
        SampledMoments read = read(request("y ~ x"), 100, source(csv));
        assertThat(read.data()).isEqualTo(alone);
        assertThat(read.sample().size()).isEqualTo(100);
    }

    @Test
    void everyRunKeepsTheSameRows() {
        double[] once =
                read(request("y ~ x"), 50, source(numbered(3000))).sample().values(Term.column("x"));
        assertThat(read(request("y ~ x"), 50, source(numbered(3000))).sample().values(Term.column("x")))
                .isEqualTo(once);
        assertThat(Arrays.stream(once).distinct()).hasSize(50);
    }

    /** With 200 of 2,000 kept, a tenth of them holds 20 ± 4.1; a sample that prefers early or late rows does not. */
    @Test
    void everyPartOfTheDataIsKeptAlike() {
        double[] rows =
                read(request("y ~ x"), 200, source(numbered(2000))).sample().values(Term.column("x"));
        int[] kept = new int[10];
        Arrays.stream(rows).forEach(row -> kept[(int) row / 200]++);
        assertThat(Arrays.stream(kept).boxed()).allMatch(count -> count >= 6 && count <= 34);
    }

    private static double[] sampled(int threads, String first, String second) {
        return read(request("y ~ x").withThreads(threads), 100, source(first), source(second))
                .sample()
                .values(Term.column("x"));
    }

    @Test
    void anyNumberOfThreadsKeepsTheSameRows() {
        String first = numbered(400_000);
        String second = numbered(300_000);
        double[] once = sampled(1, first, second);
        assertThat(once).hasSize(100).doesNotHaveDuplicates();
        for (int threads : new int[] {2, 3, 4}) {
            assertThat(sampled(threads, first, second)).isEqualTo(once);
        }
        assertThat(Arrays.stream(once).filter(x -> x < 200_000).count()).isBetween(30L, 85L);
    }

    @Test
    void residualsAreRoundedOnceHoweverFarFromZeroTheDataAre() {
        String far = "x,y\n1,1000000000000000.1\n2,1000000000000000.3\n3,1000000000000000.2\n";
        SampledMoments read = read(request("y ~ x"), 10, source(far));
        MeanSquaredError bowl =
                MeanSquaredError.of(read.data().moments(), read.data().formula());
        // ŷ − 10¹⁵ = 0.1 + 0.05x
        assertThat(read.sample().residuals(bowl)).containsExactly(-0.05, 0.1, -0.05);
    }

    @Test
    void weightsScaleResidualsAndRowsOfWeightZeroAreNoRows() {
        DataRequest request = request("y ~ 1").weightedBy("w");
        SampledMoments read = read(request, 10, source("w,y\n4,1\n0,100\n4,3\n"));
        MeanSquaredError bowl =
                MeanSquaredError.of(read.data().moments(), read.data().formula());
        assertThat(read.sample().size()).isEqualTo(2);
        assertThat(read.sample().residuals(bowl)).containsExactly(-2, 2);
        assertThat(read.sample().values(Term.column("w"))).containsExactly(4, 4);
    }

    @Test
    void aPerfectFitHasNoResidualsButZero() {
        SampledMoments read = read(request("y ~ x"), 10, source("x,y\n0.1,0.3\n0.2,0.6\n0.7,2.1\n"));
        assertThat(read.sample()
                        .residuals(MeanSquaredError.of(
                                read.data().moments(), read.data().formula())))
                .containsOnly(0);
    }

    @Test
    void momentsHaveNoRowsToKeep() {
        SampledMoments rows = read(request("y ~ x"), 10, source(numbered(4)));
        String stored = MomentsFile.write(rows.data().moments());
        SampledMoments read = read(request("y ~ x"), 10, source(stored), source(numbered(4)));
        assertThat(read.sample().size()).isEqualTo(4);
        assertThat(read.data().moments().rows()).isEqualTo(8);
        assertThat(read(request("y ~ x"), 10, source(stored)).sample().size()).isZero();
    }

    @Test
    void rowsThatLackAValueAreNotKept() {
        DataRequest request = request("y ~ x").skippingMissing();
        SampledMoments read = read(request, 10, source("x,y\n1,2\n,3\n2,NA\n4,5\n"));
        assertThat(read.sample().values(Term.column("x"))).containsExactly(1, 4);
        assertThat(read.data().skipped()).isEqualTo(2);
    }
}
