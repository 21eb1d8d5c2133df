package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leastline moments}, and its files in the place of data. */
class MomentsCommandTest {
    @TempDir
    private Path folder;

    private String sales = "";

    @BeforeEach
    void write() {
        sales = Sales.all(folder);
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private String moments(String name, String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "moments";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "-o";
        all[args.length + 2] = in(name);
        Run run = Run.of(all);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        return in(name);
    }

    @Test
    void allColumnsOfNumbersToStandardOutput() {
        Run run = Run.of("moments", sales);
        assertThat(run.err())
                .isEqualTo("leastline: " + sales
                        + ", line 2, column 'region': found 'north': the column holds text and is left out\n");
        run.prints("""
                leastline moments 1
                rows 7
                terms 4
                year
                price
                area
                w
                1 7
                year 14164
                price 108
                area 14
                w 9
                year*year 28659844
                year*price 218535
                year*area 28329
                year*w 18211
                price*price 1904
                price*area 244
                price*w 151
                area*area 36
                area*w 22
                w*w 17
                sha256 542ebe2182b27db334a5da5d0bd4cb73832893a1eda0c0e3267e5312b80b936f
                """);
    }

    @Test
    void aMonthAtATimeByteForByte() throws IOException {
        String jan = Sales.january(folder);
        String feb = Sales.february(folder);
        String mar = Sales.march(folder);
        String grown = moments("grown.moments", jan);
        moments("grown.moments", grown, feb);
        moments("grown.moments", grown, mar);
        assertThat(Files.readString(Path.of(grown)))
                .isEqualTo(Files.readString(Path.of(moments("whole.moments", sales))));
        String without = moments("without.moments", grown, "--without", feb);
        assertThat(Files.readString(Path.of(without)))
                .isEqualTo(Files.readString(Path.of(moments("two.moments", jan, mar))));
        Run.of("moments", without, "--without", feb)
                .fails(
                        1,
                        "--without " + feb
                                + ": what is left would have a sum of squares of 'area' that is impossible beside that of"
                                + " 'price': these rows were never added");
        String first = moments("first.moments", jan);
        Run.of("moments", first, "--without", grown)
                .fails(
                        1,
                        "--without " + grown
                                + ": there are 4 more rows to remove than there are rows: these rows were never added");
    }

    @Test
    void momentsStandForTheirRows() {
        String some = moments("some.moments", sales, "--terms", "price, area, area^2, C(region)");
        for (String formula : new String[] {"price ~ area", "price ~ area + area^2 + C(region)", "area ~ price"}) {
            Run fromData = Run.of("fit", sales, formula);
            Run.of("fit", some, formula).prints(fromData.out());
            Run.of("descend", some, formula, "--iterations", "9")
                    .prints(Run.of("descend", sales, formula, "--iterations", "9")
                            .out());
        }
        Run mixed = Run.of(
                "fit",
                moments("jan.moments", Sales.january(folder)),
                Sales.february(folder),
                Sales.march(folder),
                "price ~ area");
        mixed.prints(Run.of("fit", sales, "price ~ area").out());
        assertThat(Run.of("fit", moments("w.moments", sales, "--weights", "w"), "price ~ area")
                        .out())
                .isEqualTo(
                        Run.of("fit", sales, "price ~ area", "--weights", "w").out());
    }

    @Test
    void whatMomentsCannotServe() {
        String some = moments("some.moments", sales, "--terms", "price, area, C(region)");
        String there = "; there are those of price, area, C(region); make such moments from the data with --terms";
        Run.of("fit", some, "price ~ w").fails(1, some + ": no moments of 'w'" + there);
        Run.of("fit", some, "price ~ log(area)").fails(1, some + ": no moments of 'log(area)'" + there);
        Run.of("fit", some, "price ~ area", "--weights", "w")
                .fails(1, some + ": its moments were made without weights, and cannot serve a fit with the weights w");
        Run.of("fit", some, "price ~ area", "--diagnostics")
                .fails(1, some + ": it holds moments, not rows; what a diagnosis tells needs the rows themselves");
        Run.of("descend", some, "price ~ area", "--in-passes")
                .fails(1, some + ": it holds moments, not rows; descent in passes needs the rows themselves");
        Run.of("fit", sales, moments("w.moments", sales, "--weights", "w"), "price ~ area")
                .fails(
                        1,
                        in("w.moments")
                                + ": its moments were made with the weights w, and cannot serve a fit without them");
    }

    @Test
    void aNumberThatCannotBeReadCostsNoColumnInSilence() {
        String beyond = Run.file(folder, "beyond.csv", "a,b\n1,2\n2,1e400\n");
        Run.of("moments", beyond)
                .fails(
                        1,
                        beyond
                                + ", line 3, column 'b': found '1e400', expected a number within the range of doubles, about"
                                + " 5e-324 to 1.8e308");
        String comma = Run.file(folder, "comma.csv", "a,b\n1,2\n2,\"1,5\"\n");
        Run.of("moments", comma)
                .fails(
                        1,
                        comma
                                + ", line 3, column 'b': found '1,5', expected a number; for decimal commas give --decimal ,");
    }

    @Test
    void whatIsWrongWithTheArguments() {
        Run.of("moments").fails(2, "moments needs a FILE (- is standard input); 'leastline moments --help' shows how");
        Run.of("moments", sales, "price ~ area").fails(2, "moments takes no formula, but terms: --terms 'x, y, x^2'");
        Run.of("moments", sales, "--terms", "price ~ area")
                .fails(2, "formula 'price ~ area', character 7: unexpected '~'; expected ',' or the end");
        Run.of("moments", "-", "--without", "-").fails(2, "standard input (-) can be read only once");
        Run.of("moments", sales, "--terms", "nothing")
                .fails(
                        1,
                        sales
                                + ", line 1, column 'nothing': there is no such column; the columns are region, year, price,"
                                + " area, w");
    }

    @Test
    void dataAreNotWrittenOver() throws IOException {
        String before = Files.readString(Path.of(sales));
        String refusal = "-o names '" + sales + "', which is read; give another name";
        Run.of("moments", sales, "-o", sales).fails(2, refusal);
        Run.of("fit", sales, "price ~ area", "-o", sales).fails(2, refusal);
        String moments = moments("all.moments", sales);
        Run.of("moments", moments, "--without", sales, "-o", sales).fails(2, refusal);
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of(sales));
        Run.of("moments", sales, "-o", link.toString()).fails(2, refusal);
        assertThat(Files.readString(Path.of(sales))).isEqualTo(before);
    }

    @Test
    void aLinkThatLeadsNowhereIsFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.moments"), Path.of("target.moments"));
        moments("link.moments", sales);
        assertThat(Files.isSymbolicLink(folder.resolve("link.moments"))).isTrue();
        assertThat(folder.resolve("target.moments")).isRegularFile();
    }
}
