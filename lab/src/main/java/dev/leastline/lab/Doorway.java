package dev.leastline.lab;

import dev.leastline.descent.*;
import dev.leastline.moments.*;
import dev.leastline.regression.*;
import java.math.BigDecimal;
import org.teavm.interop.Export;

public final class Doorway {
    private Doorway() {}


    @Export(name = "doubles")
    public static double[] doubles(int n) { return new double[n]; }

    @Export(name = "set")
    public static void set(double[] a, int i, double v) { a[i] = v; }

    @Export(name = "get")
    public static double get(double[] a, int i) { return a[i]; }

    @Export(name = "length")
    public static int length(double[] a) { return a.length; }

    @Export(name = "bowl")
    public static MeanSquaredError bowl(double[] x, double[] y) {
        return MeanSquaredError.of(Moments.of(x, y), "y ~ x");
    }

    @Export(name = "descend")
    public static Trajectory descend(MeanSquaredError bowl, double rate) {
        return GradientDescent.withLearningRate(rate).descend(bowl);
    }

    @Export(name = "path")
    public static double[] path(Trajectory path, long from, long every, int count) {
        double[] flat = new double[3 * count];
        for (int i = 0; i < count; i++) {
            Trajectory.Point point = path.at(from + i * every);
            double[] c = point.coefficients();
            flat[3 * i] = c[1];
            flat[3 * i + 1] = c[0];
            flat[3 * i + 2] = point.loss();
        }
        return flat;
    }
}
