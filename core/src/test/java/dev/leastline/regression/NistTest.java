package dev.leastline.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.oracle.RationalFit;
import dev.leastline.oracle.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * NIST's Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd/): every coefficient is the double nearest
 * to the exact one of the decimal data.
 */
class NistTest {
    record Truth(String name, String formula, List<Double> coefficients, double rSquared) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Truth> truths() {
        return Sample.resource("/nist/truth.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("; "))
                .map(parts -> new Truth(
                        parts[0],
                        parts[1],
                        Arrays.stream(parts[2].split(" ")).map(Double::valueOf).toList(),
                        Double.parseDouble(parts[3])));
    }

    @ParameterizedTest
    @MethodSource("truths")
    void everyCoefficientIsTheNearestDouble(Truth truth) {
        Sample sample = Sample.nist(truth.name);
        LinearModel model = LeastSquares.fit(sample.moments(), truth.formula);
        assertThat(model.byTerm().values()).containsExactlyElementsOf(truth.coefficients);
        RationalFit oracle = RationalFit.of(sample, truth.formula);
        assertThat(model.coefficients()).isEqualTo(oracle.coefficients());
        MeanSquaredError bowl = MeanSquaredError.of(sample.moments(), truth.formula);
        assertThat(bowl.rSquared()).hasValue(oracle.rSquared());
        assertThat(bowl.rSquared().orElseThrow()).isEqualTo(truth.rSquared);
        assertThat(bowl.minimum().nearestDouble()).isEqualTo(oracle.minimum().nearestDouble());
    }

    @ParameterizedTest
    @MethodSource("truths")
    void orderOfRowsDoesNotMatter(Truth truth) {
        Sample sample = Sample.nist(truth.name);
        Random random = new Random(1);
        for (int i = 0; i < 5; i++) {
            assertThat(LeastSquares.fit(sample.momentsInAnyWay(random), truth.formula)
                            .byTerm()
                            .values())
                    .containsExactlyElementsOf(truth.coefficients);
        }
    }
}
