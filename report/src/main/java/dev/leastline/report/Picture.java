package dev.leastline.report;

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
    /** {@return a document of its own, light or dark as the reader's screen is} */
    public String document() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + opening(" class=\"picture alone\"")
                + "<style>" + Resources.text("picture.css") + "</style>\n"
                + "<rect class=\"paper\" width=\"" + width + "\" height=\"" + height + "\"/>\n" + content + "</svg>\n";
    }

    /** {@return an element for a page that has the style of pictures} */
    public String element() {
        return opening(" class=\"picture\"") + content + "</svg>\n";
    }

    private String opening(String attributes) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width
                + "\" height=\"" + height + "\" role=\"img\" aria-labelledby=\"" + name + "-title " + name
                + "-desc\"" + attributes + ">\n"
                + "<title id=\"" + name + "-title\">" + Markup.escaped(title) + "</title>\n"
                + "<desc id=\"" + name + "-desc\">" + Markup.escaped(description) + "</desc>\n";
    }
}
