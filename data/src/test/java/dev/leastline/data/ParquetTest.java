package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.formula.TermList;
import dev.leastline.moments.Moments;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet files, written by DuckDB as the README beside them says. */
class ParquetTest {
    private static DataSource file(String name) {
        return DataSource.of(Path.of("src/test/resources/parquet", name + ".parquet"));
    }

    private static FormulaMoments read(String formula, DataSource... sources) {
        return FormulaMoments.read(List.of(sources), CsvFormat.DEFAULT, DataRequest.of(Formula.parse(formula)));
    }

    private static BigDecimal sum(IntFunction<BigDecimal> value) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < 40; i++) {
            sum = sum.add(value.apply(i));
        }
        return sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip", "plain"})
    void everyKindOfNumberIsExactHoweverPacked(String packed) {
        Moments moments = read("x ~ id + f + n + u + big + d9 + d18 + d38 + tiny + written", file(packed))
                .moments();
        assertThat(moments.rows()).isEqualTo(40);
        assertThat(moments.sum(Term.column("x"))).isEqualTo(sum(i -> new BigDecimal(i / 10.0)));
        assertThat(moments.sum(Term.column("f"))).isEqualTo(sum(i -> new BigDecimal((float) (i * i / 4.0))));
        assertThat(moments.sumOfProducts(Term.column("n"), Term.column("n")))
                .isEqualTo(sum(i -> BigDecimal.valueOf(i * 3L - 7).pow(2)));
        BigInteger largest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        assertThat(moments.sum(Term.column("big")))
                .isEqualTo(sum(i -> new BigDecimal(largest.subtract(BigInteger.valueOf(i)))));
        assertThat(moments.sum(Term.column("d9")))
                .isEqualTo(sum(i -> new BigDecimal("1.25").multiply(BigDecimal.valueOf(i))));
        assertThat(moments.sumOfProducts(Term.column("d18"), Term.column("d38")))
                .isEqualTo(sum(i -> new BigDecimal("1.125")
                        .multiply(new BigDecimal("123456789012345678.25"))
                        .multiply(BigDecimal.valueOf((long) i * i))));
        assertThat(moments.sumOfProducts(Term.column("tiny"), Term.column("u")))
                .isEqualTo(sum(i -> BigDecimal.valueOf((long) i * i)));
        assertThat(moments.sum(Term.column("written"))).isEqualTo(sum(i -> BigDecimal.valueOf(5L * i, 1)));
    }

    @Test
    void columnsOfDoublesTakeTheQuickRoadToTheSameMoments() {
        Moments doubles = read("x ~ f + id", file("snappy")).moments();
        Moments rows = read("x ~ f + id + d38", file("snappy")).moments();
        assertThat(doubles).isEqualTo(rows.select(List.of(Term.column("f"), Term.column("id"), Term.column("x"))));
    }

    @Test
    void factorsAndLogicalValues() {
        FormulaMoments read = read("x ~ C(region) + C(even)", file("zstd"));
        assertThat(read.moments().sum(Term.parse("C(region)[south]"))).isEqualByComparingTo("13");
        assertThat(read.moments().sum(Term.parse("C(even)[true]"))).isEqualByComparingTo("20");
    }

    @Test
    void severalFilesAndTextAreOneDataSet() {
        Moments once = read("x ~ n", file("plain")).moments();
        Moments thrice = read("x ~ n", file("plain"), Texts.source("n,x\n1,2\n"), file("gzip"))
                .moments();
        assertThat(thrice)
                .isEqualTo(once.merge(once).merge(Texts.rows("x n", "2 1").select(List.copyOf(once.accumulated()))));
    }

    @Test
    void ofSeveralFilesSomeMayBeUnusual() {
        List<DataSource> files = new ArrayList<>();
        List<Moments> apart = new ArrayList<>();
        for (String kind : List.of("plain", "second", "delta", "required", "binary", "old")) {
            for (int time = 0; time < 2; time++) {
                files.add(file("kinds/" + kind));
                apart.add(readSome(List.of(file("kinds/" + kind))).moments());
            }
        }
        FormulaMoments together = readSome(files);
        assertThat(together.moments())
                .isEqualTo(apart.stream().reduce(Moments::merge).orElseThrow());
        assertThat(together.skipped()).isPositive();
    }

    private static FormulaMoments readSome(List<DataSource> sources) {
        return FormulaMoments.read(
                sources,
                CsvFormat.DEFAULT,
                DataRequest.of(Formula.parse("f64 ~ gaps + few")).skippingMissing());
    }

    @Test
    void ofSeveralFilesTheFirstFaultIsTold() {
        assertThatThrownBy(() -> read("y ~ x", file("names"), file("infinite"), file("cut"), file("plain")))
                .hasMessageContaining("infinite.parquet, row 2, column 'y': found 'Infinity'");
        assertThatThrownBy(() -> read("y ~ x", file("names"), file("plain"), file("infinite")))
                .hasMessageContaining("plain.parquet, column 'y': there is no such column");
        assertThatThrownBy(() -> read("y ~ x", file("names"), file("names"), file("no such"), file("infinite")))
                .hasMessageContaining("no such.parquet: ");
    }

    @Test
    void nullsAndNanAreMissingValues() {
        DataRequest request = DataRequest.of(Formula.parse("y ~ x"));
        assertThatThrownBy(() -> FormulaMoments.read(List.of(file("gaps")), CsvFormat.DEFAULT, request))
                .hasMessageEndingWith(
                        "gaps.parquet, row 4, column 'x': found 'null', expected a number; it is missing: fill it in,"
                                + " or leave out such rows with --missing skip");
        FormulaMoments skipping =
                FormulaMoments.read(List.of(file("gaps")), CsvFormat.DEFAULT, request.skippingMissing());
        assertThat(skipping.skipped()).isEqualTo(3);
        assertThat(skipping.moments().rows()).isEqualTo(9);
        assertThat(skipping.moments().sum(Term.column("x"))).isEqualByComparingTo("52");
        FormulaMoments regions = FormulaMoments.read(
                List.of(file("gaps")),
                CsvFormat.DEFAULT,
                DataRequest.of(Formula.parse("y ~ C(region)")).skippingMissing());
        assertThat(regions.skipped()).isEqualTo(3);
    }

    @Test
    void allColumnsOfNumbersAreKept() {
        TermMoments read = TermMoments.read(
                List.of(file("zstd")), CsvFormat.DEFAULT, TermList.ALL_COLUMNS, Optional.empty(), false);
        assertThat(read.moments().columns())
                .containsExactly("id", "x", "f", "n", "u", "big", "d9", "d18", "d38", "tiny", "written");
        assertThat(read.leftOut()).containsOnlyKeys("region", "even", "day");
    }

    @Test
    void howFarTheReadingIsIsToldInBytes() {
        CountedProgress progress = new CountedProgress();
        DataSource watched = file("plain").watchedBy(progress);
        assertThat(read("x ~ id", watched).moments().rows()).isEqualTo(40);
        assertThat(progress.rows).hasValue(40);
        assertThat(progress.bytes).hasValue(watched.size());
    }

    @Test
    void whatTheSinkThrowsIsNoFaultOfTheFile() {
        IllegalArgumentException ours = new IllegalArgumentException("too many terms");
        assertThatThrownBy(() -> ParquetRows.read(
                        new ParquetRows.Task(
                                Path.of("src/test/resources/parquet/plain.parquet"),
                                new Place("plain.parquet", 0, false, null),
                                0,
                                false,
                                1,
                                100,
                                ReadingProgress.NONE),
                        header -> {
                            throw ours;
                        }))
                .isSameAs(ours);
    }

    @Test
    void aColumnIsNoPartOfAnotherThatIsCalledTheSame() {
        Moments moments = read("y ~ x + `a.b`", file("names")).moments();
        assertThat(moments.sum(Term.column("x"))).isEqualByComparingTo("780");
        assertThat(moments.sum(Term.column("y"))).isEqualByComparingTo("1600");
        assertThat(moments.sum(Term.column("a.b"))).isEqualByComparingTo("390");
        assertThatThrownBy(() -> read("y ~ b", file("names"))).hasMessageEndingWith("the columns are x, y, a.b");
    }

    @Test
    void everyFileHasToHaveTheColumns() {
        for (String formula : List.of("x ~ f", "x ~ f + C(region)")) {
            assertThatThrownBy(() -> read(formula, file("plain"), file("names")))
                    .hasMessageEndingWith(
                            "names.parquet, column 'f': there is no such column; the columns are x, y, a.b");
        }
    }

    @Test
    void aGroupWithoutPartsHasNoValuesAndARowCountCanBeDamaged() {
        for (String odd : List.of("odd/emptygroup", "odd/huge", "odd/huge62")) {
            Moments moments = read("y ~ x", file(odd)).moments();
            assertThat(moments.sum(Term.column("x"))).isEqualByComparingTo("11");
            assertThat(moments.sum(Term.column("y"))).isEqualByComparingTo("22.5");
        }
    }

    @Test
    void drawnRowsAreThoseOfTheFile() {
        SampledMoments read = SampledMoments.read(
                List.of(file("plain")), CsvFormat.DEFAULT, DataRequest.of(Formula.parse("x ~ id")), 100);
        assertThat(read.sample().values(Term.column("id")))
                .hasSize(40)
                .startsWith(0, 1, 2)
                .endsWith(39);
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThatThrownBy(() -> read("y ~ x", file("infinite")))
                .hasMessageEndingWith(
                        "infinite.parquet, row 2, column 'y': found 'Infinity', expected a number within the"
                                + " range of doubles, about 5e-324 to 1.8e308");
        assertThatThrownBy(() -> read("x ~ day", file("plain")))
                .hasMessageContaining("row 1, column 'day': found 'date")
                .hasMessageContaining("expected a number");
        assertThatThrownBy(() -> read("x ~ region", file("plain")))
                .hasMessageContaining("row 1, column 'region': found 'north', expected a number");
        assertThatThrownBy(() -> read("x ~ list", file("plain"))).hasMessageContaining("there is no such column");
        assertThatThrownBy(() -> read("y ~ x", file("odd/brotli")))
                .hasMessageEndingWith(
                        "brotli.parquet: the Parquet data cannot be read: Cannot read BROTLI-compressed Parquet"
                                + " file; write it anew, with snappy, zstd or gzip");
        assertThatThrownBy(() -> read("x ~ id", file("cut"))).hasMessageContaining("the Parquet data cannot be read: ");
    }

    @Test
    void filesWithoutRowsOrTextsAndWithLongOnesAreSound() {
        List<DataSource> files = List.of(
                file("kinds/no-rows"),
                file("kinds/texts"),
                file("kinds/no-rows"),
                file("kinds/long-texts"),
                file("kinds/no-texts"),
                file("kinds/no-rows"));
        DataRequest request = DataRequest.of(Formula.parse("y ~ x")).skippingMissing();
        GroupedMoments groups = GroupedMoments.read(files, CsvFormat.DEFAULT, request, List.of("g"));
        assertThat(groups.groups()).hasSize(3 + 4);
        assertThat(groups.skipped()).isEqualTo(8);
        assertThat(FormulaMoments.read(files, CsvFormat.DEFAULT, request)
                        .moments()
                        .rows())
                .isEqualTo(78);
        assertThat(TermMoments.read(files, CsvFormat.DEFAULT, TermList.ALL_COLUMNS, Optional.empty(), false)
                        .moments()
                        .rows())
                .isEqualTo(78);
    }

    @Test
    void moreFilesThanAreReadAtATime() {
        List<DataSource> files = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            files.add(file(i == 70 ? "kinds/delta" : "kinds/plain"));
        }
        List<Moments> apart = List.of(
                readSome(List.of(file("kinds/delta"))).moments(),
                readSome(List.of(file("kinds/plain"))).moments());
        Moments expected = apart.get(0);
        for (int i = 1; i < 150; i++) {
            expected = expected.merge(apart.get(1));
        }
        assertThat(readSome(files).moments()).isEqualTo(expected);
        files.set(80, file("names"));
        files.set(130, file("cut"));
        assertThatThrownBy(() -> readSome(files))
                .hasMessageContaining("names.parquet, column 'gaps': there is no such");
    }

    /** A byte of the file is another one: of the size of a column's values, of the length of a text. */
    @ParameterizedTest
    @CsvSource({
        "plain, 41137, 58, 37, the Parquet data cannot be read: their pages do not fit together",
        "old, 24452, 4, 142, the Parquet data cannot be read: what the file says of them ends too soon"
    })
    void sizesThatDoNotGoTogetherAreSaidAtOnce(
            String kind, int at, int was, int becomes, String told, @TempDir Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("src/test/resources/parquet/kinds", kind + ".parquet"));
        assertThat(bytes[at]).isEqualTo((byte) was);
        bytes[at] = (byte) becomes;
        DataSource damaged = DataSource.of(Files.write(folder.resolve("damaged.parquet"), bytes));
        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readSome(List.of(damaged))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(told);
    }
}
