package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class DelimiterSnifferTest {
    private static char sniff(String text, CsvFormat format) {
        try (BufferedReader reader = new BufferedReader(new StringReader(text))) {
            char delimiter = DelimiterSniffer.sniff(reader, format);
            assertThat(reader.lines().findFirst().orElse(""))
                    .isEqualTo(text.lines().findFirst().orElse(""));
            return delimiter;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static char sniff(String text) {
        return sniff(text, CsvFormat.DEFAULT);
    }

    @Test
    void theMostFrequentDelimiterWins() {
        assertThat(sniff("a,b,c\n1,2,3;\n")).isEqualTo(',');
        assertThat(sniff("a;b;c\n1;2;3\n")).isEqualTo(';');
        assertThat(sniff("a\tb\tc\r1\t2\t3\r")).isEqualTo('\t');
    }

    @Test
    void oneThatStandsEquallyOftenInEachRecordBeatsOneThatDoesNot() {
        assertThat(sniff("a;b\n\"1,1,1\";x,x,x,x\n1;y,y,y,y,y\n")).isEqualTo(';');
        assertThat(sniff("note, very long, and odd\tb\n1\t2\n")).isEqualTo('\t');
    }

    @Test
    void quotedDelimitersAndLineEndsDoNotCount() {
        assertThat(sniff("\"a,,,,\n,,,\"\"\";b\n1;2\n")).isEqualTo(';');
        assertThat(sniff("a, \";;\"\n1, \";;\"\n")).isEqualTo(',');
        assertThat(sniff("a,b,c;d\nit is \"so;1\n")).isEqualTo(';');
        assertThat(sniff("a;height in 5\";c\n1;it is 6\", or 7\";3\n")).isEqualTo(';');
    }

    @Test
    void aDecimalMarkOrCommentCharacterIsNoDelimiter() {
        assertThat(sniff("a,b\n1,2\n", CsvFormat.DEFAULT.withDecimalMark(','))).isEqualTo(';');
        assertThat(sniff("a;b,c\n1;2,3\n;;;;\n", CsvFormat.DEFAULT.withComment(';')))
                .isEqualTo(',');
    }

    @Test
    void commentsAndBlankLinesDoNotCount() {
        CsvFormat commented = CsvFormat.DEFAULT.withComment('#');
        assertThat(sniff("# a,b,c,d \"\n\n  \n# x,x\na;b\n", commented)).isEqualTo(';');
    }

    @Test
    void whereNoneIsConsistentTheHeaderDecides() {
        assertThat(sniff("a;b;c\n1;2\n3;4;5,6\n")).isEqualTo(';');
    }

    @Test
    void withoutAnyDelimiterItIsTheComma() {
        assertThat(sniff("y\n1\n")).isEqualTo(',');
        assertThat(sniff("")).isEqualTo(',');
    }

    @Test
    void aFirstRecordLongerThanTheLookIsEnough() {
        assertThat(sniff("column;".repeat(20_000) + "y\n")).isEqualTo(';');
    }
}
