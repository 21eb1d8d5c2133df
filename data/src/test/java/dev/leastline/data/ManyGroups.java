package dev.leastline.data;

import dev.leastline.formula.Formula;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads {@code args[0]} groups of {@code args[1]} rows each, for a heap that may be too small; prints what came of it. */
final class ManyGroups {
    private ManyGroups() {}

    /** Rows that are made as they are read. */
    private static final class Rows extends InputStream {
        private final long rowsOfEach;
        private final long rows;
        private long row;
        private byte[] line = "g,x,y\n".getBytes(StandardCharsets.UTF_8);
        private int at;

        Rows(long groups, long rowsOfEach) {
            this.rowsOfEach = rowsOfEach;
            this.rows = groups * rowsOfEach;
        }

        @Override
        public int read() {
            if (at == line.length) {
                if (row == rows) {
                    return -1;
                }
                String text = "customer " + row / rowsOfEach + "," + row % 97 + "." + row % 10 + "," + row % 89 + "\n";
                line = text.getBytes(StandardCharsets.UTF_8);
                at = 0;
                row++;
            }
            return line[at++];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = 0;
            for (int c; count < length && (c = read()) >= 0; count++) {
                buffer[offset + count] = (byte) c;
            }
            return count == 0 ? -1 : count;
        }
    }

    public static void main(String[] args) {
        InputStream rows = new Rows(Long.parseLong(args[0]), Long.parseLong(args[1]));
        System.out.println(Runtime.getRuntime().maxMemory() / (1 << 20));
        try {
            GroupedMoments read = GroupedMoments.read(
                    List.of(DataSource.stdin(rows)),
                    CsvFormat.DEFAULT,
                    DataRequest.of(Formula.parse("y ~ x")),
                    List.of("g"));
            System.out.println(read.groups().size() + " groups");
        } catch (DataException e) {
            System.out.println(e.getMessage());
        }
    }
}
