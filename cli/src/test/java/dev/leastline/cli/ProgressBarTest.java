package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a terminal gets to see, and when. */
class ProgressBarTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    private ProgressBar bar(long total) {
        return new ProgressBar(new PrintStream(terminal, false, StandardCharsets.UTF_8), total, nanos::get);
    }

    private String seen() {
        String seen = terminal.toString(StandardCharsets.UTF_8);
        terminal.reset();
        return seen;
    }

    @Test
    void nothingInTheFirstSecond() {
        ProgressBar bar = bar(100);
        bar.begin();
        nanos.set(999_999_999);
        bar.draw();
        bar.end();
        assertThat(seen()).isEmpty();
    }

    @Test
    void partSizeSpeedAndTimeLeft() {
        ProgressBar bar = bar(2_000_000_000);
        bar.begin();
        bar.bytes(250_000_000);
        bar.rows(10_000_000);
        bar.bytes(250_000_000);
        nanos.set(2_000_000_000L);
        bar.draw();
        assertThat(seen())
                .isEqualTo(ERASE + " 25 % [#####               ]  500 MB of 2.0 GB, 5,000,000 rows/s, 6 s left");
        nanos.set(60_000_000_000L);
        bar.draw();
        assertThat(seen()).endsWith("166,667 rows/s, 3:00 min left");
        bar.end();
        assertThat(seen()).isEqualTo(ERASE);
        bar.draw();
        assertThat(seen()).isEmpty();
    }

    @Test
    void ofUnknownLengthNoPart() {
        ProgressBar bar = bar(-1);
        bar.begin();
        bar.bytes(42_000_000);
        nanos.set(3_000_000_000L);
        bar.draw();
        assertThat(seen()).isEqualTo(ERASE + "42 MB");
        bar.end();
    }

    @Test
    void severalSourcesAreOneWork() {
        ProgressBar bar = bar(100);
        bar.begin();
        bar.bytes(50);
        bar.end();
        nanos.set(2_000_000_000L);
        bar.draw();
        assertThat(seen()).isEmpty();
        bar.begin();
        bar.draw();
        assertThat(seen()).startsWith(ERASE + " 50 %").endsWith("2 s left");
        bar.end();
    }
}
