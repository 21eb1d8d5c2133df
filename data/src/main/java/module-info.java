/** Delimited text (CSV, TSV), plain or gzipped, into exact moments. */
module dev.leastline.data {
    requires transitive dev.leastline.core;
    requires de.siegmar.fastcsv;
    requires static transitive org.jspecify;

    exports dev.leastline.data;
}
