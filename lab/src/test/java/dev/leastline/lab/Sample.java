package dev.leastline.lab;

import dev.leastline.moments.Moments;
import dev.leastline.moments.MomentsFile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** A random problem and a descent on it, from a seed: points on a line, or the moments of a plane. */
final class Sample {
    private static final String[] PLANES = {"y ~ a", "y ~ a + b", "y ~ a + b - 1", "y ~ .", "y ~ c + a"};

    private final double[] x;
    private final double[] y;
    private final String moments;
    private final String formula;
    private final String rate;
    private final double[] start;
    private final long[] iterations;

    private Sample(
            double[] x, double[] y, String moments, String formula, String rate, double[] start, long[] iterations) {
        this.x = x;
        this.y = y;
        this.moments = moments;
        this.formula = formula;
        this.rate = rate;
        this.start = start;
        this.iterations = iterations;
    }

    static Sample of(long seed) {
        Random random = new Random(seed);
        return seed % 5 == 0 ? plane(random) : line(random);
    }

    private static Sample line(Random random) {
        int n = 2 + random.nextInt(30);
        double unit = power(random, 3);
        double middle = random.nextInt(3) * power(random, 4);
        boolean whole = random.nextBoolean();
        double[] x = new double[n];
        double[] y = new double[n];
        double scale = power(random, 5);
        for (int i = 0; i < n; i++) {
            x[i] = middle + unit * (whole ? random.nextInt(100) : random.nextGaussian());
            y[i] = scale * (whole ? random.nextInt(1000) : random.nextGaussian());
        }
        if (random.nextInt(40) == 0) {
            Arrays.fill(y, 0.1);
        }
        if (random.nextInt(40) == 0) {
            Arrays.fill(x, middle);
        }
        double[] start = random.nextBoolean() ? new double[2] : new double[] {random.nextGaussian(), scale};
        double square = 2 * (middle * middle + unit * unit * (whole ? 3300 : 1) + 1);
        return new Sample(x, y, "", "", rate(random, square), start, iterations(random));
    }

    private static Sample plane(Random random) {
        Moments.Builder rows = Moments.builder("a", "b", "c", "y");
        int n = 8 + random.nextInt(1000);
        for (int i = 0; i < n; i++) {
            BigDecimal[] row = new BigDecimal[4];
            Arrays.setAll(row, j -> BigDecimal.valueOf(random.nextInt(2_000_000) - 500_000, 2 + j % 3));
            rows.row(row);
        }
        String formula = PLANES[random.nextInt(PLANES.length)];
        String text = MomentsFile.write(rows.build());
        double[] start = new double[Problem.ofMoments(text, formula).size()];
        Arrays.setAll(start, i -> random.nextGaussian());
        return new Sample(new double[0], new double[0], text, formula, rate(random, 1e8), start, iterations(random));
    }

    private static double power(Random random, int most) {
        return Math.pow(10, random.nextInt(2 * most + 1) - most);
    }

    /** Near the limit, on either side of it, or anywhere. */
    private static String rate(Random random, double curvature) {
        double factor = random.nextInt(4) == 0 ? power(random, 6) : 0.2 + 2 * random.nextDouble();
        if (random.nextInt(40) == 0) {
            return "-0.1ü";
        }
        String shortest = String.valueOf(factor / curvature);
        return random.nextBoolean()
                ? shortest
                : new BigDecimal(shortest).round(new MathContext(2)).toString();
    }

    private static long[] iterations(Random random) {
        return new long[] {
            1 + random.nextInt(50), random.nextInt(10_000), (long) Math.pow(10, 4 + 14 * random.nextDouble())
        };
    }

    /** All that the facade says of it, one number after the other; the page computes the same. */
    double[] figures() {
        Problem problem = moments.isEmpty() ? Problem.ofPoints(x, y, "x", "y") : Problem.ofMoments(moments, formula);
        boolean standardized = iterations[1] % 2 == 1;
        Descent descent = problem.descend(rate, start, standardized);
        List<double[]> parts = new ArrayList<>(List.of(
                problem.optimum(),
                new double[] {problem.minimum(), problem.rSquared(), problem.loss(start), descent.isStable() ? 1 : 0},
                problem.gradient(start),
                problem.curvature(),
                problem.ellipse(0, problem.size() - 1),
                problem.rates(standardized),
                problem.errors()));
        for (long iteration : iterations) {
            parts.add(descent.at(iteration));
        }
        parts.add(descent.path(iterations[0], iterations[0], 10));
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** The texts that it has for people. */
    String texts() {
        Problem problem = moments.isEmpty() ? Problem.ofPoints(x, y, "x", "y") : Problem.ofMoments(moments, formula);
        Descent descent = problem.descend(rate, start, iterations[1] % 2 == 1);
        String trace = descent.trace(iterations[0], 0).replace('\n', '/').replace('\t', ',');
        return problem.equation(problem.optimum()) + " " + trace;
    }

    /** As JSON. Numbers are the shortest that read back as the same double, in Java (since 19) and in JavaScript. */
    String json() {
        StringJoiner longs = new StringJoiner("\",\"", "[\"", "\"]");
        for (long iteration : iterations) {
            longs.add(Long.toString(iteration));
        }
        return "{\"x\":" + Arrays.toString(x) + ",\"y\":" + Arrays.toString(y) + ",\"moments\":\""
                + moments.replace("\n", "\\n") + "\",\"formula\":\"" + formula + "\",\"rate\":\"" + rate
                + "\",\"start\":"
                + Arrays.toString(start) + ",\"iterations\":" + longs + "}";
    }
}
