/**
 * Exact moments of data, and what follows from them: the bowl of the mean squared error, its lowest point, and gradient
 * descent on it. Needs nothing but the JDK.
 */
module dev.leastline.core {
    requires static org.jspecify;

    exports dev.leastline.descent;
    exports dev.leastline.exact;
    exports dev.leastline.formula;
    exports dev.leastline.moments;
    exports dev.leastline.regression;
}
