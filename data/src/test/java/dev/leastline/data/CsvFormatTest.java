package dev.leastline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
    @Test
    void eachWitherChangesOneThing() {
        assertThat(CsvFormat.DEFAULT
                        .withDecimalMark(',')
                        .withDelimiter(';')
                        .withComment('#')
                        .withHeader(false))
                .isEqualTo(new CsvFormat(';', ',', '#', false));
    }

    @Test
    void theDelimiterMustDifferFromTheDecimalMark() {
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withDelimiter('.'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delimiter and decimal mark are both '.'; they must differ");
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withDelimiter(',').withDecimalMark(','))
                .hasMessage("delimiter and decimal mark are both ','; they must differ");
        assertThat(CsvFormat.DEFAULT.withDecimalMark(',').withDelimiter('.').delimiter())
                .isEqualTo('.');
    }

    @Test
    void theDecimalMarkIsPointOrComma() {
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withDecimalMark('\n'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the decimal mark is . or , and not '\\n'");
    }

    @Test
    void quoteAndLineEndsAreNeitherDelimitersNorCommentCharacters() {
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withDelimiter('"'))
                .hasMessage("the delimiter cannot be the quote \"");
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withDelimiter('\n'))
                .hasMessage("the delimiter cannot be a line end");
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withComment('\r'))
                .hasMessage("the comment character cannot be a line end");
    }

    @ParameterizedTest
    @ValueSource(chars = {'-', '.', '5', '+', ',', ' ', '\t'})
    void aNumberCannotBeginWithTheCommentCharacter(char c) {
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withComment(c))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with which a number may begin");
    }

    @Test
    void delimiterAndCommentCharacterMustDiffer() {
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withDelimiter('#').withComment('#'))
                .hasMessage("delimiter and comment character are both '#'; they must differ");
    }
}
