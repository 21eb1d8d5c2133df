package dev.leastline.cli;

import java.nio.file.Path;

/** Seven sales, in one file or three. */
final class Sales {
    private static final String HEAD = "region,year,price,area,w\n";
    private static final String JANUARY = "north,2023,10,1,1\nnorth,2023,12,2,2\nnorth,2023,15,3,1\n";
    private static final String FEBRUARY = "south,2023,20,1,1\nsouth,2024,19,2,0\n";
    private static final String MARCH = "south,2024,25,4,3\nwest,2024,7,1,1\n";

    private Sales() {}

    static String all(Path folder) {
        return Run.file(folder, "sales.csv", HEAD + JANUARY + FEBRUARY + MARCH);
    }

    static String january(Path folder) {
        return Run.file(folder, "jan.csv", HEAD + JANUARY);
    }

    static String february(Path folder) {
        return Run.file(folder, "feb.csv", HEAD + FEBRUARY);
    }

    static String march(Path folder) {
        return Run.file(folder, "mar.csv", HEAD + MARCH);
    }
}
