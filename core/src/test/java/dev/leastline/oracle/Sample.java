package dev.leastline.oracle;

import dev.leastline.formula.Formula;
import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import dev.leastline.moments.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Named columns and rows of exact numbers, kept as they are so that oracles can go back to them. */
public record Sample(List<String> columns, List<BigDecimal[]> rows) {

    /** Two columns of doubles, each taken exactly. */
    public static Sample ofDoubles(double[] x, double[] y) {
        List<BigDecimal[]> rows = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            rows.add(new BigDecimal[] {new BigDecimal(x[i]), new BigDecimal(y[i])});
        }
        return new Sample(List.of("x", "y"), rows);
    }

    /** The article's five points. */
    public static Sample article() {
        return parse("x,y", "1,3", "2,5", "3,7", "4,9", "5,11");
    }

    /** A header and rows of decimals, separated by commas. */
    public static Sample parse(String header, String... lines) {
        List<BigDecimal[]> rows = new ArrayList<>();
        for (String line : lines) {
            rows.add(Arrays.stream(line.split(",")).map(BigDecimal::new).toArray(BigDecimal[]::new));
        }
        return new Sample(List.of(header.split(",")), rows);
    }

    /** One of the data sets of NIST's Statistical Reference Datasets in the test resources. */
    public static Sample nist(String name) {
        String[] lines = resource("/nist/" + name + ".csv").split("\n");
        return parse(lines[0], Arrays.copyOfRange(lines, 1, lines.length));
    }

    public static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(Sample.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BigDecimal[] column(String name) {
        int index = columns.indexOf(name);
        return rows.stream().map(row -> row[index]).toArray(BigDecimal[]::new);
    }

    public double[] doubles(String name) {
        return Arrays.stream(column(name)).mapToDouble(BigDecimal::doubleValue).toArray();
    }

    /** The rows of the matrix X of a formula without a dot: a leading 1 for the intercept, then its predictors. */
    public BigDecimal[][] design(Formula formula) {
        BigDecimal[][] design = new BigDecimal[rows.size()][];
        for (int i = 0; i < design.length; i++) {
            List<BigDecimal> row = new ArrayList<>();
            if (formula.hasIntercept()) {
                row.add(BigDecimal.ONE);
            }
            for (Term predictor : formula.predictors()) {
                row.add(rows.get(i)[columns.indexOf(predictor.columns().get(0))]);
            }
            design[i] = row.toArray(new BigDecimal[0]);
        }
        return design;
    }

    public BigDecimal[] response(Formula formula) {
        return column(formula.response().columns().get(0));
    }

    /** The moments of the rows, set as decimals. */
    public Moments moments() {
        Moments.Builder builder = Moments.builder(columns.toArray(new String[0]));
        rows.forEach(builder::row);
        return builder.build();
    }

    /** The moments of the rows in random order; what happens to be a double is set as one half of the time. */
    public Moments momentsInAnyWay(Random random) {
        List<BigDecimal[]> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        MomentAccumulator accumulator =
                new MomentAccumulator(columns.stream().map(Term::column).toList());
        for (BigDecimal[] row : shuffled) {
            for (int i = 0; i < row.length; i++) {
                double near = row[i].doubleValue();
                if (random.nextBoolean() && !Double.isInfinite(near) && new BigDecimal(near).compareTo(row[i]) == 0) {
                    accumulator.setDouble(i, near);
                } else {
                    accumulator.setDecimal(i, row[i]);
                }
            }
            accumulator.endRow();
        }
        return accumulator.toMoments();
    }
}
