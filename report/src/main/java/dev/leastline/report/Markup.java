package dev.leastline.report;

/** Text in markup. */
final class Markup {
    private Markup() {}

    /** The text so that HTML and XML show it as it is; control characters, which XML cannot hold, as visible signs. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(visible(text, i));
            }
        }
        return escaped.toString();
    }

    /** The text with visible signs for control characters and what is no text. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            visible.append(visible(text, i));
        }
        return visible.toString();
    }

    private static char visible(String text, int i) {
        char c = text.charAt(i);
        if (c < ' ') {
            return (char) ('\u2400' + c);
        }
        boolean lone = Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
        return lone || c == '\ufffe' || c == '\uffff' || (c >= '\u007f' && c < '\u00a0') ? '\ufffd' : c;
    }
}
