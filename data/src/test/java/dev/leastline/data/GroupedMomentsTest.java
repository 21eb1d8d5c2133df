package dev.leastline.data;

import static dev.leastline.data.Texts.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastline.formula.Formula;
import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import dev.leastline.regression.LeastSquares;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The moments of each group of rows. */
class GroupedMomentsTest {
    private static final String HEADER = "y,g,a,h,b,w\n";
    private static final List<String> GROUPS = List.of("north", "10", "9", "a b", "größe", "-1.50", "\"c, d\"");

    private static DataRequest request(String formula, String weights) {
        DataRequest request = DataRequest.of(Formula.parse(formula));
        return weights.isEmpty() ? request : request.weightedBy(weights);
    }

    private static GroupedMoments read(DataRequest request, String by, String... texts) {
        List<DataSource> sources = Arrays.stream(texts).map(Texts::source).toList();
        return GroupedMoments.read(sources, CsvFormat.DEFAULT, request, List.of(by.split(" ")));
    }

    private static GroupedMoments read(String formula, String by, String... texts) {
        return read(request(formula, ""), by, texts);
    }

    /** A row of random decimals, its groups first among its texts. */
    private static String randomRow(Random random) {
        return String.join(
                ",",
                random.nextInt(20) == 0 ? DecimalTextTest.randomDecimal(random) : Integer.toString(random.nextInt(999)),
                GROUPS.get(random.nextInt(GROUPS.size())),
                random.nextInt(1000) / 10.0 + "",
                random.nextBoolean() ? "p" : "q",
                random.nextInt(5) == 0 ? DecimalTextTest.randomDecimal(random) : "1e" + random.nextInt(9),
                Integer.toString(1 + random.nextInt(4)));
    }

    private static List<String> randomRows(Random random, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(randomRow(random));
        }
        return rows;
    }

    private static String text(List<String> rows) {
        return HEADER + String.join("\n", rows) + "\n";
    }

    /** The rows of each pair of texts in the columns g and h, which only quotes hold apart from their commas. */
    private static Map<List<String>, List<String>> sorted(List<String> rows, boolean byBoth) {
        Map<List<String>, List<String>> sorted = new LinkedHashMap<>();
        for (String row : rows) {
            String[] fields = row.replace("\"c, d\"", "c; d").split(",");
            String group = fields[1].replace("c; d", "c, d");
            sorted.computeIfAbsent(byBoth ? List.of(fields[3], group) : List.of(group), key -> new ArrayList<>())
                    .add(row);
        }
        return sorted;
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ a, ''",
        "y ~ a + b, w",
        "y ~ a + a^2 + C(h), ''",
        "y ~ a*C(h) - 1, w",
        "y ~ 1, ''",
        "log(w) ~ a + C(g), ''"
    })
    void eachGroupIsWhatItsRowsAloneAre(String formula, String weights) {
        Random random = new Random(31);
        for (int count : new int[] {1, 7, 60, 5000}) {
            List<String> rows = randomRows(random, count);
            for (boolean byBoth : new boolean[] {false, true}) {
                GroupedMoments groups = read(request(formula, weights), byBoth ? "h g" : "g", text(rows));
                Map<List<String>, List<String>> alone = sorted(rows, byBoth);
                assertThat(groups.groups().keySet()).containsExactlyInAnyOrderElementsOf(alone.keySet());
                alone.forEach((group, own) -> {
                    FormulaMoments expected = FormulaMoments.read(
                            List.of(source(text(own))), CsvFormat.DEFAULT, request(formula, weights));
                    assertThat(groups.formula()).isEqualTo(expected.formula());
                    assertThat(MomentsFile.write(groups.groups().getOrDefault(group, expected.moments())))
                            .isEqualTo(MomentsFile.write(expected.moments()));
                });
            }
        }
    }

    @Test
    void theOrderOfRowsAndTheirSplitIntoFilesDoNotMatter() {
        Random random = new Random(32);
        List<String> rows = randomRows(random, 2000);
        SortedMap<List<String>, Moments> expected =
                read("y ~ a + b", "g h", text(rows)).groups();
        for (int round = 0; round < 5; round++) {
            Collections.shuffle(rows, random);
            int first = random.nextInt(rows.size());
            int second = first + random.nextInt(rows.size() - first);
            GroupedMoments split = read(
                    "y ~ a + b",
                    "g h",
                    text(rows.subList(second, rows.size())),
                    text(rows.subList(0, first)),
                    text(rows.subList(first, second)));
            assertThat(split.groups()).isEqualTo(expected);
            assertThat(List.copyOf(split.groups().keySet())).isEqualTo(List.copyOf(expected.keySet()));
        }
    }

    @Test
    void theGroupsTogetherAreTheWhole() {
        List<String> rows = randomRows(new Random(33), 3000);
        Moments whole = read("y ~ a + C(h)", "g", text(rows)).groups().values().stream()
                .reduce(Moments::merge)
                .orElseThrow();
        assertThat(whole).isEqualTo(Texts.moments(text(rows), "y ~ a + C(h)"));
    }

    @Test
    void groupsAreInTheOrderOfLevelsNumbersFirst() {
        String text = "x,y,a,b\n1,1,z,2\n1,1,10,2\n1,1,9,2\n1,1,B,2\n1,1,9,10\n1,1,-3,2\n1,1,a,2\n1,1,9,x\n1,1,9.0,2\n";
        GroupedMoments groups = read("y ~ x", "a b", text);
        assertThat(groups.by()).containsExactly("a", "b");
        assertThat(groups.groups().keySet().stream().map(group -> String.join(" ", group)))
                .containsExactly("-3 2", "9 2", "9 10", "9 x", "9.0 2", "10 2", "B 2", "a 2", "z 2");
        assertThat(read("y ~ x", "b a", text).groups().firstKey()).containsExactly("2", "-3");
    }

    @Test
    void theDotDoesNotMeanGroupsNorWeights() {
        GroupedMoments groups = read(request("y ~ .", "w"), "g", "g,y,x,w,z\na,1,2,3,4\nb,5,6,7,8\na,2,2,1,1\n");
        assertThat(groups.formula()).isEqualTo(Formula.parse("y ~ x + z"));
        assertThat(groups.groups().get(List.of("a")))
                .isNotNull()
                .extracting(Moments::rows)
                .isEqualTo(2L);
        GroupedMoments pair = GroupedMoments.read(
                List.of(source("x,g,y\n1,a,2\n3,a,6\n")), CsvFormat.DEFAULT, DataRequest.DEFAULT, List.of("g"));
        assertThat(pair.formula()).isEqualTo(Formula.parse("y ~ x"));
        assertThat(LeastSquares.fit(pair.groups().values().iterator().next(), pair.formula())
                        .byTerm())
                .containsEntry("x", 2.0);
    }

    @Test
    void aColumnOfNumbersMayBothGroupAndExplainAndOneNamedTwiceGroupsOnce() {
        GroupedMoments groups = read("y ~ x", "x x", "x,y\n1,2\n1.0,3\n1,4\n");
        assertThat(groups.by()).containsExactly("x");
        assertThat(groups.groups())
                .isEqualTo(Map.of(
                        List.of("1"),
                                Texts.rows("x y", "1 2", "1 4")
                                        .select(groups.formula().accumulated()),
                        List.of("1.0"),
                                Texts.rows("x y", "1 3").select(groups.formula().accumulated())));
    }

    @Test
    void textsAreTakenWithoutBlanksAroundThem() {
        assertThat(read("y ~ x", "g", "g,x,y\n a ,1,2\na,1,2\n\"a\",1,2\n\t\"a\",1,2\n")
                        .groups()
                        .keySet())
                .containsExactly(List.of("a"));
    }

    @Test
    void rowsOfNoWeightCountInNoGroup() {
        GroupedMoments groups = read(request("y ~ x", "w"), "g", "g,x,y,w\na,1,2,1\na,9,9,0\nb,1,1,0\na,3,4,1\n");
        assertThat(groups.groups().values().stream().map(Moments::rows)).containsExactly(2L, 0L);
    }

    @Test
    void aMissingGroupIsAnErrorOrItsRowIsLeftOut() {
        String text = "g,x,y\na,1,2\n,1,2\nNA,1,2\nb,1,2\n";
        assertThatThrownBy(() -> read("y ~ x", "g", text))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "standard input, line 3, column 'g': found '', expected a text; it is missing: fill it in, or"
                                + " leave out such rows with --missing skip");
        GroupedMoments skipped = read(request("y ~ x", "").skippingMissing(), "g", text);
        assertThat(skipped.skipped()).isEqualTo(2);
        assertThat(skipped.groups().keySet()).containsExactly(List.of("a"), List.of("b"));
        assertThatThrownBy(() -> read(request("y ~ x", "").skippingMissing(), "g", "g,x,y\n,1,2\na,NA,2\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: no row is left: all 2 lack a value");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> read("y ~ x", "G", "g,x,y\na,1,2\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input, line 1, column 'G': there is no such column; did you mean 'g'? the columns"
                        + " are g, x, y");
        assertThatThrownBy(() -> read("y ~ x", "g", "g,x,y\na,1,2\n", "x,y\n1,2\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input, line 1, column 'g': there is no such column; the columns are x, y");
        assertThatThrownBy(() ->
                        read(request("y ~ x", "w").skippingMissing(), "g", "g,x,y,w\na,1,2,0\nb,1,,1\n", "g,x,y,w\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: no row is left: 1 lack a value, and all 1 others have the weight 0, in the"
                        + " other files too");
        assertThatThrownBy(() -> read("y ~ x", "g", "g,x,y\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: found a header but no rows");
        assertThatThrownBy(() -> read("log(y) ~ x", "g", "g,x,y\na,1,2\nb,1,0\n"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "standard input, line 3, column 'y': log of 0 does not exist, expected a number above zero");
        assertThatThrownBy(() -> read(request("y ~ x", "w"), "g", "g,x,y,w\na,1,2,1\nb,1,0,-1\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input, line 3, column 'w': the weight -1 is negative, expected a number not below"
                        + " zero");
        assertThatThrownBy(() -> read(request("y ~ x", "w"), "g", "g,x,y,w\na,1,2,0\nb,1,0,0\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("standard input: no row is left: all 2 have the weight 0");
    }

    @Test
    void momentsAndModelsHaveNoGroups() {
        String moments = MomentsFile.write(Texts.rows("x y", "1 2", "3 4"));
        String expected = "standard input: it holds moments, not rows; a fit for each group needs the rows themselves";
        assertThatThrownBy(() -> read("y ~ x", "g", moments))
                .isInstanceOf(DataException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> read("y ~ x", "g", "g,x,y\na,1,2\n", moments))
                .isInstanceOf(DataException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> GroupedMoments.read(
                        List.of(), CsvFormat.DEFAULT, DataRequest.of(Formula.parse("y ~ x")), List.of("g")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> inSmallHeap(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ManyGroups.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    @Test
    void moreGroupsThanTheMemoryHoldsAreAnErrorThatCountsThem() throws IOException, InterruptedException {
        List<String> printed = inSmallHeap("2000000", "1");
        Matcher message = Pattern.compile(Pattern.quote("standard input: the memory of " + printed.get(0)
                                + " MB does not hold the groups by g, of which ")
                        + "(\\d+)"
                        + Pattern.quote(" were met; give more memory, or group by a column of fewer values"))
                .matcher(printed.get(1));
        assertThat(printed).hasSize(2);
        assertThat(message.matches()).as(printed.get(1)).isTrue();
        assertThat(Integer.parseInt(message.group(1))).isBetween(25_000, 200_000);
    }

    @Test
    void groupsOfManyRowsAreHeldInLittleMemory() throws IOException, InterruptedException {
        assertThat(inSmallHeap("10000", "30").get(1)).isEqualTo("10000 groups");
    }
}
