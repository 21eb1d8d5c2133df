package dev.leastline.report;

import dev.leastline.inference.SummaryText;
import dev.leastline.lab.LabFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report of a fit: one HTML file with the table, the pictures, and the lab in which gradient descent can be seen and
 * played with. It opens from disk, asks for nothing over a network, and its content-security policy would not let it.
 *
 * <p>The same fit gives the same bytes. In a browser without WebAssembly's garbage collection all is there but the lab.
 */
public final class ReportPage {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 330;
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    /** The parts of d3 in the order in which they need one another. */
    private static final List<String> D3 = List.of(
            "d3-array/3.2.4/dist/d3-array.min.js",
            "d3-color/3.1.0/dist/d3-color.min.js",
            "d3-interpolate/3.0.1/dist/d3-interpolate.min.js",
            "d3-format/3.1.0/dist/d3-format.min.js",
            "d3-scale/4.0.2/dist/d3-scale.min.js",
            "d3-dispatch/3.0.1/dist/d3-dispatch.min.js",
            "d3-selection/3.0.0/dist/d3-selection.min.js",
            "d3-drag/3.0.0/dist/d3-drag.min.js",
            "d3-axis/3.0.0/dist/d3-axis.min.js");

    private static final List<String> SCRIPTS = List.of(
            "chart.js",
            "bowl.js",
            "surface.js",
            "lines.js",
            "loss.js",
            "run.js",
            "status.js",
            "tables.js",
            "controls.js",
            "page.js");

    private ReportPage() {}

    /**
     * Makes the page.
     *
     * @param fit the fit
     * @param descent the descent with which the lab begins, on the bowl of the fit
     * @param source where the data come from, for people
     * @param notes more to say of the data; may be empty
     * @param version the version of Leastline
     * @return the page
     */
    public static String html(Fitted fit, Descent descent, String source, String notes, String version) {
        boolean lab = PageSettings.refusal(fit, descent).isEmpty();
        // The largest part takes as long as the pictures, and waits for nothing.
        CompletableFuture<String> module = CompletableFuture.supplyAsync(() -> lab ? LabFiles.module() : "");
        String style = Resources.text("picture.css") + Resources.text("page.css");
        List<String> scripts = scripts(lab);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("policy", policy(style, scripts));
        parts.put("style", style);
        parts.put("title", Markup.escaped(fit.formula().toString()));
        parts.put("source", Markup.escaped(source));
        parts.put("equation", Markup.escaped(fit.model().equation()));
        parts.put("table", table(SummaryText.cells(fit.summary())));
        parts.put("figures", figures(SummaryText.figures(fit.summary())));
        parts.put("notes", Markup.escaped(notes));
        parts.put("pictures", pictures(fit, descent));
        parts.put("intro", intro());
        parts.put("bowl", descent.isDrawable() ? bowl(descent) : "");
        parts.put("controls", Resources.text("controls.html"));
        parts.put("explanation", descent.isDrawable() ? Explanation.html(descent) : Explanation.OUT_OF_RANGE);
        parts.put("version", Markup.escaped(version));
        parts.put("settings", PageSettings.json(fit, descent));
        parts.put("module", module.join());
        parts.put("scripts", String.join("\n", elements(scripts)));
        return filled(Resources.text("page.html"), parts);
    }

    private static String intro() {
        return "The fit above is exact, found by solving for the lowest point of the loss. Gradient descent finds the same"
                + " point by walking: it looks how the loss changes around it, takes a step downhill, and looks again."
                + " Everything here is computed in this page, on the data's own bowl, with the numbers that the command"
                + " would print.";
    }

    /** Once through, so that nothing in the data is taken for a slot. */
    private static String filled(String template, Map<String, String> parts) {
        Matcher slots = SLOT.matcher(template);
        StringBuilder page = new StringBuilder();
        int end = 0;
        while (slots.find()) {
            String part = parts.get(slots.group(1));
            if (part == null) {
                throw new IllegalStateException("the page has nothing for " + slots.group());
            }
            page.append(template, end, slots.start()).append(part);
            end = slots.end();
        }
        return page.append(template, end, template.length()).toString();
    }

    private static String table(List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"scrolls\" tabindex=\"0\" role=\"region\""
                + " aria-label=\"The coefficients\"><table id=\"coefficients\">\n<thead><tr>");
        for (String name : rows.get(0)) {
            html.append("<th scope=\"col\">").append(Markup.escaped(name)).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows.subList(1, rows.size())) {
            html.append("<tr><th scope=\"row\">")
                    .append(Markup.escaped(row.get(0)))
                    .append("</th>");
            for (String cell : row.subList(1, row.size())) {
                html.append("<td>").append(Markup.escaped(cell)).append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static String figures(Map<String, String> figures) {
        StringBuilder html = new StringBuilder();
        figures.forEach((name, value) -> html.append("<div><dt>")
                .append(Markup.escaped(name))
                .append("</dt><dd>")
                .append(Markup.escaped(value))
                .append("</dd></div>\n"));
        return html.toString();
    }

    private static String pictures(Fitted fit, Descent descent) {
        List<Picture> pictures = new ArrayList<>();
        FitPicture.of(fit, WIDTH, HEIGHT).ifPresent(pictures::add);
        CoefficientPicture.of(fit, WIDTH, HEIGHT).ifPresent(pictures::add);
        pictures.addAll(ResidualPictures.of(fit, WIDTH, HEIGHT));
        LossPicture.of(descent.path(), descent.iterations(), WIDTH, HEIGHT).ifPresent(pictures::add);
        StringBuilder html = new StringBuilder();
        pictures.forEach(picture -> html.append(figure(picture)));
        if (fit.isPerfect() && fit.rows().size() > 0) {
            html.append("<p class=\"small\">The fit is perfect: there are no residuals to draw.</p>\n");
        }
        return html.toString();
    }

    /** What stands in the place of the lab where that cannot be. */
    private static String bowl(Descent descent) {
        return BowlPicture.of(descent.path(), descent.iterations(), WIDTH, HEIGHT)
                .map(picture -> "<div class=\"instead\" id=\"instead\">" + figure(picture) + "</div>")
                .orElse("");
    }

    private static String figure(Picture picture) {
        return "<figure>\n<h3>" + Markup.escaped(picture.title()) + "</h3>\n" + picture.element() + "<figcaption>"
                + Markup.escaped(picture.caption()) + "</figcaption>\n</figure>\n";
    }

    private static List<String> scripts(boolean lab) {
        List<String> scripts = new ArrayList<>();
        if (lab) {
            D3.forEach(part -> scripts.add(webjar(part)));
            scripts.add(LabFiles.script());
        }
        SCRIPTS.stream()
                .filter(name -> lab || name.equals("page.js"))
                .forEach(name -> scripts.add(Resources.text(name)));
        return scripts;
    }

    private static String webjar(String file) {
        try (InputStream in = ReportPage.class.getResourceAsStream("/META-INF/resources/webjars/" + file)) {
            return new String(
                    Optional.ofNullable(in)
                            .orElseThrow(() -> new IllegalStateException(file + " is missing from the class path"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> elements(List<String> scripts) {
        return scripts.stream().map(text -> "<script>" + text + "</script>").toList();
    }

    private static String policy(String style, List<String> scripts) {
        StringBuilder policy =
                new StringBuilder("default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:;"
                        + " style-src '" + hash(style) + "'; script-src 'wasm-unsafe-eval'");
        scripts.forEach(text -> policy.append(" '").append(hash(text)).append('\''));
        return policy.toString();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
