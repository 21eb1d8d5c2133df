package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leastline report}, without a browser. */
class ReportTest {
    private static final String CARS = "examples/cars.csv";
    private static final String FORMULA = "dist ~ speed";

    @TempDir
    private Path folder;

    private String page(String... arguments) throws IOException {
        String file = folder.resolve("page.html").toString();
        String[] command = Arrays.copyOf(arguments, arguments.length + 2);
        command[arguments.length] = "-o";
        command[arguments.length + 1] = file;
        Run run = Run.of(command);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("leastline: wrote " + file + ", ").endsWith(" kB; open it in a browser\n");
        return Files.readString(Path.of(file));
    }

    @Test
    void numbersWhoseLossesNoDoubleHoldsHaveNoLab() throws IOException {
        for (String power : List.of("e300", "e-300")) {
            String csv = "x,y\n1P,1P\n2P,3P\n3P,5P\n4P,8P\n".replace("P", power);
            Path file = Files.writeString(folder.resolve("far.csv"), csv);
            Run run = Run.of("report", file.toString(), "y ~ x");
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("beyond the range of doubles", "Measured in other units");
            String seen = run.out().substring(0, run.out().indexOf("<script"));
            assertThat(seen).doesNotContain("Infinity", "NaN");
        }
    }

    @Test
    void anOutputWithoutANameIsRefused() {
        Run run = Run.of("report", "-o", "");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("leastline: -o names the file to write, such as report.html; it is empty\n");
    }

    @Test
    void withoutAFileToWriteThePageIsTheAnswer() throws IOException {
        Run run = Run.of("report", CARS, FORMULA);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(page("report", CARS, FORMULA));
    }

    @Test
    void readsFromAPipe() throws IOException {
        byte[] cars = Files.readAllBytes(Path.of(CARS));
        Run run = Run.withInput(cars, "report", "-", FORMULA);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("standard input, 50 rows", "dist = 3.9324 speed - 17.5791");
    }

    @Test
    void theTableHasTheFiguresOfTheCommand() throws IOException {
        String page = page("report", CARS, FORMULA, "--confidence", "0.9");
        String fit = Run.of("fit", CARS, FORMULA, "--confidence", "0.9").out();
        Matcher cells =
                Pattern.compile("<t[hd][^>]*>([^<]*)</t[hd]>").matcher(page.substring(0, page.indexOf("</table>")));
        while (cells.find()) {
            assertThat(fit).contains(cells.group(1));
        }
        Matcher figures = Pattern.compile("<dd>([^<]*)</dd>").matcher(page);
        int count = 0;
        while (figures.find()) {
            assertThat(fit).contains(figures.group(1));
            count++;
        }
        assertThat(count).isEqualTo(10);
        assertThat(page).contains("with 90 % confidence");
    }

    @Test
    void saysWhatWasLeftOutAndWeighted() throws IOException {
        String may = "examples/air-may.csv";
        assertThat(page("report", may, "ozone ~ temperature", "--missing", "skip", "--weights", "wind"))
                .contains("Weighted by wind.", "5 rows lack a value and are left out.", "residual · √weight");
    }

    @Test
    void theLabBeginsAsAskedFor() throws IOException {
        String asked = page(
                "report",
                CARS,
                FORMULA,
                "--learning-rate",
                "0.0012",
                "--iterations",
                "77",
                "--every",
                "7",
                "--start",
                "1,2");
        assertThat(asked)
                .contains("\"rate\":\"0.0012\",\"iterations\":77,\"every\":7,\"standardized\":false,\"start\":[1,2]");
        assertThat(page("report")).contains("\"rate\":\"0.01\",\"iterations\":1000,\"every\":100");
        assertThat(page("report", "--standardize")).contains("\"rate\":\"0.5\"", "\"standardized\":true");
        Run longley = Run.of("report", "examples/longley.csv", "y ~ x1");
        assertThat(longley.err())
                .isEqualTo("leastline: plain descent would take more than a million iterations, so the lab begins with"
                        + " standardised columns, at the learning rate 0.1\n");
        assertThat(longley.out())
                .contains("\"rate\":\"0.1\",\"iterations\":62", "\"standardized\":true")
                .contains("<b data-live=\"steps0\">0 → 63.1932 → ");
        assertThat(Run.of("report", "examples/longley.csv", "y ~ x1", "--standardize")
                        .out())
                .contains("\"rate\":\"0.5\",\"iterations\":1,");
    }

    @Test
    void foldersOfTheDataAreNotHandedOn() throws IOException {
        String file = Run.file(folder, "mine.csv", "x,y\n1,2\n2,5\n3,5\n");
        assertThat(page("report", file)).contains("mine.csv, 3 rows").doesNotContain(folder.toString());
    }

    @Test
    void thePolicyNamesEveryScriptByItsHash() throws IOException {
        String page = page("report");
        String policy = page.substring(page.indexOf("default-src"), page.indexOf("\">", page.indexOf("default-src")));
        assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe-inline", "'unsafe-eval'", "http");
        Matcher scripts =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (scripts.find()) {
            assertThat(policy).contains("'sha256-" + hash(scripts.group(1)) + "'");
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatCannotBeReportedIsOneLine() {
        String data = Run.file(folder, "d.csv", "x,y\n1,2\n2,5\n");
        Run.of("report", data, "y ~ x", "-o", data)
                .fails(2, "-o names '" + data + "', which is read; give another name");
        Run.of("report", "--weights", "w").fails(2, "--weights needs a FILE that has such a column");
        Run.of("report", data, "y ~ x", "--learning-rate", "-1")
                .fails(2, "--learning-rate takes a number above zero or 'auto', not '-1'");
        Run.of("report", data, "y ~ z")
                .fails(1, data + ", line 1, column 'z': there is no such column; the columns are x, y");
        Run folderAsFile = Run.of("report", "-o", folder.toString());
        assertThat(folderAsFile.status()).isEqualTo(1);
        assertThat(folderAsFile.err()).contains("cannot be written: it is a folder");
        assertThat(Run.of("report", data, "--json").status()).isEqualTo(2);
    }

    /** Each has something that could go wrong: no bands, no residuals, no bowl, a scale of no width. */
    @Test
    void everyFitThatExistsHasAReport() throws IOException {
        for (List<String> data : List.of(
                List.of("x,y\n1,2\n2,5\n", "y ~ x"),
                List.of("x,y\n1,2\n", "y ~ 1"),
                List.of("x,y\n1,2\n", "y ~ x - 1"),
                List.of("x,y\n1,7\n2,7\n3,7\n", "y ~ x"),
                List.of("x,y\n1,0\n2,0\n3,0\n", "y ~ x"),
                List.of("x,y\n1e300,2e-300\n2e300,5e-300\n3e300,4e-300\n", "y ~ x"),
                List.of("x,y\n1e-300,2e300\n2e-300,5e300\n3e-300,4e300\n", "y ~ x"),
                List.of("x,y\n1000000000,1\n1000000001,3\n1000000002,2\n", "y ~ x"),
                List.of("x,y\n-3,1\n-2,3\n-1,2\n0,2\n", "y ~ x + x^2"),
                List.of("x,y\n1,1\n2,3\n3,2\n4,2\n", "log(y) ~ exp(x)"),
                List.of("g,y\na,1\nb,3\na,2\nb,2\n", "y ~ C(g)"),
                List.of("g,x,y\na,1,1\nb,1,3\na,2,2\nb,3,2\na,4,4\n", "y ~ C(g)*x"))) {
            String file = Run.file(folder, "any.csv", data.get(0));
            String page = page("report", file, data.get(1));
            assertThat(page.substring(0, page.indexOf("id=\"module\"")))
                    .as(data.get(0))
                    .contains("<svg")
                    .doesNotContain("NaN");
        }
    }
}
