package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says of itself. */
class HelpTest {
    @ParameterizedTest
    @ValueSource(strings = {"fit", "descend", "moments", "predict", "report"})
    void everyVerbFitsEightyColumnsAndBreaksNoExample(String verb) {
        Run run = Run.of(verb, "--help");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: leastline " + verb + " ");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(run.out().substring(run.out().indexOf("\nExamples:\n") + 11).lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("  leastline " + verb)
                        || line.startsWith("  leastline fit ")
                        || line.startsWith("  cut "));
    }

    @Test
    void theCommandListsItsVerbs() {
        assertThat(Run.of("--help").out()).contains("fit", "descend", "moments", "predict", "report");
        assertThat(Run.of("descend", "--help").out()).doesNotContain("--by");
    }
}
