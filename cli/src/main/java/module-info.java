/** The {@code leastline} command. */
module dev.leastline.cli {
    requires com.fasterxml.jackson.core;
    requires dev.leastline.core;
    requires dev.leastline.data;
    requires info.picocli;
    requires static org.jspecify;
}
