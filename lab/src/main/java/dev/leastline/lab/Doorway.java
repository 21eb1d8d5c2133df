package dev.leastline.lab;

import dev.leastline.exact.NumberText;
import org.teavm.interop.Export;

/**
 * The functions that the WebAssembly module exports. Objects and arrays pass through as references that JavaScript can
 * only hand back; numbers go in and out one by one, texts as their UTF-16 code units. {@code lab.js} makes of it
 * something one would want to call.
 */
public final class Doorway {
    private Doorway() {}

    /** An array of doubles to fill. */
    @Export(name = "doubles")
    public static double[] doubles(int length) {
        return new double[length];
    }

    /** {@return the length of an array of doubles} */
    @Export(name = "doublesLength")
    public static int length(double[] array) {
        return array.length;
    }

    /** Sets a number. */
    @Export(name = "setDouble")
    public static void set(double[] array, int index, double value) {
        array[index] = value;
    }

    /** {@return a number of an array} */
    @Export(name = "getDouble")
    public static double get(double[] array, int index) {
        return array[index];
    }

    /** A text to fill. */
    @Export(name = "text")
    public static char[] text(int length) {
        return new char[length];
    }

    /** {@return the length of a text} */
    @Export(name = "textLength")
    public static int length(char[] text) {
        return text.length;
    }

    /** Sets a code unit. */
    @Export(name = "setChar")
    public static void set(char[] text, int index, int unit) {
        text[index] = (char) unit;
    }

    /** {@return a code unit of a text} */
    @Export(name = "getChar")
    public static int get(char[] text, int index) {
        return text[index];
    }

    /** {@return the code units of a string, such as an exception's message} */
    @Export(name = "units")
    public static char[] units(String string) {
        return string.toCharArray();
    }

    /** See {@link Problem#ofPoints}. */
    @Export(name = "ofPoints")
    public static Problem ofPoints(double[] x, double[] y, char[] xName, char[] yName) {
        return Problem.ofPoints(x, y, new String(xName), new String(yName));
    }

    /** See {@link Problem#ofMoments}. */
    @Export(name = "ofMoments")
    public static Problem ofMoments(char[] moments, char[] formula) {
        return Problem.ofMoments(new String(moments), new String(formula));
    }

    /** See {@link Problem#size}. */
    @Export(name = "size")
    public static int size(Problem problem) {
        return problem.size();
    }

    /** See {@link Problem#term}. */
    @Export(name = "term")
    public static char[] term(Problem problem, int index) {
        return problem.term(index).toCharArray();
    }

    /** See {@link Problem#optimum}. */
    @Export(name = "optimum")
    public static double[] optimum(Problem problem) {
        return problem.optimum();
    }

    /** See {@link Problem#minimum}. */
    @Export(name = "minimum")
    public static double minimum(Problem problem) {
        return problem.minimum();
    }

    /** See {@link Problem#rSquared}. */
    @Export(name = "rSquared")
    public static double rSquared(Problem problem) {
        return problem.rSquared();
    }

    /** See {@link Problem#loss}. */
    @Export(name = "loss")
    public static double loss(Problem problem, double[] coefficients) {
        return problem.loss(coefficients);
    }

    /** See {@link Problem#gradient}. */
    @Export(name = "gradient")
    public static double[] gradient(Problem problem, double[] coefficients) {
        return problem.gradient(coefficients);
    }

    /** See {@link Problem#curvature}. */
    @Export(name = "curvature")
    public static double[] curvature(Problem problem) {
        return problem.curvature();
    }

    /** See {@link Problem#ellipse}. */
    @Export(name = "ellipse")
    public static double[] ellipse(Problem problem, int i, int j) {
        return problem.ellipse(i, j);
    }

    /** See {@link Problem#rates}. */
    @Export(name = "rates")
    public static double[] rates(Problem problem, boolean standardized) {
        return problem.rates(standardized);
    }

    /** See {@link Problem#descend}. */
    @Export(name = "descend")
    public static Descent descend(Problem problem, char[] learningRate, double[] start, boolean standardized) {
        return problem.descend(new String(learningRate), start, standardized);
    }

    /** See {@link Descent#isStable}. */
    @Export(name = "isStable")
    public static boolean isStable(Descent descent) {
        return descent.isStable();
    }

    /** See {@link Descent#at}. */
    @Export(name = "at")
    public static double[] at(Descent descent, long iteration) {
        return descent.at(iteration);
    }

    /** See {@link Descent#path}. */
    @Export(name = "path")
    public static double[] path(Descent descent, long from, long every, int count) {
        return descent.path(from, every, count);
    }

    /** See {@link Descent#iterationsTo}. */
    @Export(name = "iterationsTo")
    public static char[] iterationsTo(Descent descent, double share) {
        return descent.iterationsTo(share).toCharArray();
    }

    /** See {@link Descent#trace}. */
    @Export(name = "trace")
    public static char[] trace(Descent descent, long iterations, long every) {
        return descent.trace(iterations, every).toCharArray();
    }

    /** See {@link Problem#errors}. */
    @Export(name = "errors")
    public static double[] errors(Problem problem) {
        return problem.errors();
    }

    /** See {@link Problem#equation}. */
    @Export(name = "equation")
    public static char[] equation(Problem problem, double[] coefficients) {
        return problem.equation(coefficients).toCharArray();
    }

    /** See {@link NumberText#brief}. */
    @Export(name = "brief")
    public static char[] brief(double value) {
        return NumberText.brief(value).toCharArray();
    }

    /** See {@link NumberText#significant}. */
    @Export(name = "significant")
    public static char[] significant(double value, int digits) {
        return NumberText.significant(value, digits).toCharArray();
    }

    /** See {@link NumberText#shortest}. */
    @Export(name = "shortest")
    public static char[] shortest(double value) {
        return NumberText.shortest(value).toCharArray();
    }
}
