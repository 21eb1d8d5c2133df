/** How sure a fit is: standard errors, tests, intervals. */
module dev.leastline.inference {
    requires transitive dev.leastline.core;
    requires org.apache.commons.statistics.distribution;
    requires static org.jspecify;

    exports dev.leastline.inference;
}
