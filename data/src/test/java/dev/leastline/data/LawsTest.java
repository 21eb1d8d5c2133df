package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The moments do not depend on how the rows are arranged. */
class LawsTest {
    private static final Formula FORMULA = Formula.parse("y ~ a + b");

    private static List<String> randomRows(Random random, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(DecimalTextTest.randomDecimal(random) + "," + random.nextInt(1000) / 10.0 + ",text,"
                    + (random.nextInt(20) == 0 ? DecimalTextTest.randomDecimal(random) : random.nextInt(100)));
        }
        return rows;
    }

    private static DataSource source(List<String> rows) {
        return Texts.source("a,b,t,y\n" + String.join("\n", rows));
    }

    private static Moments moments(List<DataSource> sources) {
        return FormulaMoments.read(sources, CsvFormat.DEFAULT, DataRequest.of(FORMULA))
                .moments();
    }

    @Test
    void shuffledRowsGiveEqualMoments() {
        Random random = new Random(11);
        List<String> rows = randomRows(random, 3000);
        Moments expected = moments(List.of(source(rows)));
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(rows, random);
            assertThat(moments(List.of(source(rows)))).isEqualTo(expected);
        }
    }

    @Test
    void anySplitIntoSourcesInAnyOrderGivesEqualMoments() {
        Random random = new Random(12);
        List<String> rows = randomRows(random, 3000);
        Moments expected = moments(List.of(source(rows)));
        for (int i = 0; i < 20; i++) {
            List<DataSource> parts = new ArrayList<>();
            int from = 0;
            while (from < rows.size()) {
                int to = Math.min(rows.size(), from + random.nextInt(1500));
                parts.add(source(rows.subList(from, to)));
                from = to;
            }
            Collections.shuffle(parts, random);
            assertThat(moments(parts)).isEqualTo(expected);
        }
    }

    @Test
    void mergedMomentsOfPartsAreThoseOfTheWhole() {
        List<String> rows = randomRows(new Random(13), 2500);
        Moments merged = moments(List.of(source(rows.subList(1100, 2500))))
                .merge(moments(List.of(source(rows.subList(0, 1100)))));
        assertThat(merged).isEqualTo(moments(List.of(source(rows))));
    }

    @Test
    void otherRowsGiveOtherMoments() {
        List<String> rows = randomRows(new Random(14), 100);
        Moments expected = moments(List.of(source(rows)));
        rows.set(50, "1e-30,0,text,1");
        assertThat(moments(List.of(source(rows)))).isNotEqualTo(expected);
    }

    @Test
    void aStreamOfManyRowsIsReadAsItComes() {
        int rows = 200_000;
        long sum = (long) rows * (rows - 1) / 2;
        Moments moments = FormulaMoments.read(
                        List.of(DataSource.stdin(new Counting(rows))), CsvFormat.DEFAULT, DataRequest.DEFAULT)
                .moments();
        assertThat(moments.rows()).isEqualTo(rows);
        assertThat(Texts.sum(moments, "i")).isEqualByComparingTo(String.valueOf(sum));
        assertThat(Texts.sum(moments, "tenth")).isEqualByComparingTo(sum / 10 + "." + sum % 10);
    }

    /** Rows made only when they are read, a few bytes at a time. */
    private static final class Counting extends InputStream {
        private final int rows;
        private int next;
        private byte[] line = "i,tenth\n".getBytes(StandardCharsets.UTF_8);
        private int position;

        Counting(int rows) {
            this.rows = rows;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == line.length) {
                if (next == rows) {
                    return -1;
                }
                line = (next + "," + next / 10 + "." + next % 10 + "\n").getBytes(StandardCharsets.UTF_8);
                next++;
                position = 0;
            }
            int count = Math.min(length, line.length - position);
            System.arraycopy(line, position, target, offset, count);
            position += count;
            return count;
        }
    }
}
