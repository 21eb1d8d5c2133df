package dev.leastline.data;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.Moments;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short ways to read a text, for tests. */
final class Texts {
    private Texts() {}

    static DataSource source(String text) {
        return source(text.getBytes(StandardCharsets.UTF_8));
    }

    static DataSource source(byte[] bytes) {
        return DataSource.stdin(new ByteArrayInputStream(bytes));
    }

    static Moments moments(String text, String formula) {
        return moments(text, CsvFormat.DEFAULT, formula);
    }

    static Moments moments(String text, CsvFormat format, String formula) {
        return FormulaMoments.read(List.of(source(text)), format, DataRequest.of(Formula.parse(formula)))
                .moments();
    }

    static BigDecimal sum(Moments moments, String column) {
        return moments.sum(Term.column(column));
    }

    /** The moments that rows of decimals, written as Java writes them, have. */
    static Moments rows(String columns, String... rows) {
        Moments.Builder builder = Moments.builder(columns.split(" "));
        for (String row : rows) {
            builder.row(List.of(row.split(" ")).stream().map(BigDecimal::new).toArray(BigDecimal[]::new));
        }
        return builder.build();
    }

    static DataException fault(String text, CsvFormat format, String formula) {
        return catchThrowableOfType(DataException.class, () -> moments(text, format, formula));
    }

    static DataException fault(String text, String formula) {
        return fault(text, CsvFormat.DEFAULT, formula);
    }
}
