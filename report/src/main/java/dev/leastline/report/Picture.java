package dev.leastline.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture in SVG.
 *
 * @param name what it is called among the pictures of a page, for example {@code residuals}
 * @param title what it shows
 * @param description the same for those who cannot see it, with the figures that matter
 * @param caption what to look for, how it was made
 * @param width in pixels
 * @param height in pixels
 * @param content the elements
 */
public record Picture(
        String name, String title, String description, String caption, int width, int height, String content) {
    private static final double LETTER = 6.9;
    private static final int LINE = 17;
    private static final int MARGIN = 12;

    /** {@return a document of its own with its caption, light or dark as the reader's screen is} */
    public String document() {
        List<String> lines = wrapped(caption, (int) (width / LETTER));
        int whole = height + LINE * lines.size() + MARGIN;
        StringBuilder document = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        document.append(opening(whole))
                .append("<style>\n")
                .append(Resources.text("picture.css"))
                .append("</style>\n")
                .append("<rect class=\"paper\" width=\"" + width + "\" height=\"" + whole + "\"/>\n")
                .append(content);
        for (int i = 0; i < lines.size(); i++) {
            document.append("<text class=\"note\" x=\"" + MARGIN + "\" y=\"" + (height + LINE * (i + 1)) + "\">")
                    .append(Markup.escaped(lines.get(i)))
                    .append("</text>\n");
        }
        return document.append("</svg>\n").toString();
    }

    private static List<String> wrapped(String text, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + word.length() >= most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** {@return an element for a page that has the style of pictures} */
    public String element() {
        return opening(height) + content + "</svg>\n";
    }

    private String opening(int whole) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + whole + "\" width=\"" + width
                + "\" height=\"" + whole + "\" role=\"img\" aria-labelledby=\"picture-" + name + "-title picture-"
                + name + "-desc\" class=\"picture\">\n"
                + "<title id=\"picture-" + name + "-title\">" + Markup.escaped(title) + "</title>\n"
                + "<desc id=\"picture-" + name + "-desc\">" + Markup.escaped(description) + "</desc>\n";
    }
}
