package dev.leastline.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.moments.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NIST's reference data sets: every figure is the double nearest to the exact one. */
class NistTest {
    /** One line of truth.txt. */
    record Truth(
            String name, String formula, String coefficients, String errors, String residual, String r2, String f) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Truth> truths() {
        return lines("truth.txt")
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("; "))
                .map(p -> new Truth(p[0], p[1], p[2], p[3], p[4], p[5], p[6]));
    }

    private static Stream<String> lines(String resource) {
        try (InputStream stream = NistTest.class.getResourceAsStream("/nist/" + resource)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("truths")
    void everyFigureIsTheNearestDouble(Truth truth) {
        Summary summary = summary(truth, BigDecimal::new);

        assertThat(summary.coefficients().stream().mapToDouble(Coefficient::estimate))
                .containsExactly(doubles(truth.coefficients));
        assertThat(summary.coefficients().stream().mapToDouble(c -> c.stdError().orElseThrow()))
                .containsExactly(doubles(truth.errors));
        assertThat(summary.residualStdError()).hasValue(Double.parseDouble(truth.residual));
        assertThat(summary.rSquared()).hasValue(Double.parseDouble(truth.r2));
        if (truth.f.equals("-")) {
            assertThat(summary.fStatistic()).isEqualTo(OptionalDouble.empty());
        } else {
            assertThat(summary.fStatistic()).hasValue(Double.parseDouble(truth.f));
        }
    }

    /** The fit of a data set whose numbers are read as told. */
    static Summary summary(Truth truth, Function<String, BigDecimal> number) {
        String[] terms = truth.formula.replace("y ~ ", "").replace(" - 1", "").split(" \\+ ");
        String formula = "y ~ "
                + String.join(" + ", Arrays.stream(terms).map(NistTest::quoted).toList())
                + (truth.formula.endsWith("- 1") ? " - 1" : "");
        return Summary.of(moments(truth.name, terms, number), formula);
    }

    private static Double[] doubles(String numbers) {
        return Arrays.stream(numbers.split(" ")).map(Double::valueOf).toArray(Double[]::new);
    }

    private static String quoted(String term) {
        return term.contains("^") ? "`" + term + "`" : term;
    }

    /** The file's columns, powers of x among the terms formed exactly. */
    private static Moments moments(String name, String[] terms, Function<String, BigDecimal> number) {
        List<String> lines = lines(name + ".csv").toList();
        List<String> header = List.of(lines.get(0).split(","));
        List<String> columns = new ArrayList<>(List.of("y"));
        columns.addAll(List.of(terms));
        Moments.Builder builder = Moments.builder(columns.toArray(String[]::new));
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            builder.row(columns.stream()
                    .map(column -> {
                        String[] power = column.split("\\^");
                        BigDecimal value = number.apply(fields[header.indexOf(power[0])]);
                        return power.length == 1 ? value : value.pow(Integer.parseInt(power[1]));
                    })
                    .toArray(BigDecimal[]::new));
        }
        return builder.build();
    }
}
