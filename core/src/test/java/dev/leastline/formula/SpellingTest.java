package dev.leastline.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> NAMES = List.of("", "price", "Area", "year", "room", "rooms", "x1");

    @ParameterizedTest
    @CsvSource({
        "prize, price",
        "pirce, price",
        "rice, price",
        "area, Area",
        "yaer, year",
        "eyar, year",
        "ryea,",
        "romo, room",
        "roomss, rooms",
        "X1, x1",
        "x2, x1",
        "y,",
        "'',",
        "something else,"
    })
    void theNearestNameIfOneIsNear(String slip, String meant) {
        assertThat(Spelling.nearest(slip, NAMES).orElse(null)).isEqualTo(meant);
    }
}
