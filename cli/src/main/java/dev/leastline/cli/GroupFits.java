package dev.leastline.cli;

import dev.leastline.data.GroupedMoments;
import dev.leastline.exact.NumberText;
import dev.leastline.formula.MissingTermException;
import dev.leastline.formula.Term;
import dev.leastline.formula.TooManyTermsException;
import dev.leastline.inference.SummaryText;
import dev.leastline.moments.ImpossibleMomentsException;
import dev.leastline.moments.Moments;
import dev.leastline.regression.CollinearTermsException;
import dev.leastline.regression.TooFewRowsException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A fit for each group: as a table with a line for each, or as a JSON object for each. */
final class GroupFits {
    private static final int FAULTS_SHOWN = 5;
    private static final String NOTHING = "–";

    private final GroupedMoments groups;
    private final BigDecimal ridge;
    private final double confidence;
    private final boolean inflation;
    private final List<String> faults = new ArrayList<>();

    GroupFits(GroupedMoments groups, BigDecimal ridge, double confidence, boolean inflation) {
        this.groups = groups;
        this.ridge = ridge;
        this.confidence = confidence;
        this.inflation = inflation;
    }

    /** A group that has a fit, or a reason for having none. */
    private record Group(List<String> texts, Moments moments, List<Fit> fit, String fault) {}

    private Group fit(List<String> texts, Moments moments) {
        try {
            Fit fit = Fit.of(moments, groups.formula().forLevels(moments.levels()), ridge, confidence);
            return new Group(texts, moments, List.of(fit), "");
        } catch (TooFewRowsException
                | CollinearTermsException
                | MissingTermException
                | TooManyTermsException
                | ImpossibleMomentsException e) {
            String fault = String.valueOf(e.getMessage());
            faults.add(named(texts) + ": " + fault);
            return new Group(texts, moments, List.of(), fault);
        }
    }

    private String named(List<String> texts) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            named.add(groups.by().get(i) + " " + texts.get(i));
        }
        return String.join(", ", named);
    }

    /** Prints the groups; the run fails if not one of them has a fit. */
    int print(Console console, boolean asJson) {
        if (asJson) {
            groups.groups().forEach((texts, moments) -> json(console, fit(texts, moments)));
        } else {
            table(console);
        }
        console.flush();
        int failed = faults.size();
        faults.stream().limit(FAULTS_SHOWN).forEach(fault -> console.say("no fit for " + fault));
        if (failed > FAULTS_SHOWN) {
            console.say("and no fit for " + (failed - FAULTS_SHOWN) + " groups more");
        }
        return failed == groups.groups().size() ? Main.FAILED : Main.DONE;
    }

    private void json(Console console, Group group) {
        Json.print(console, json -> {
            json.writeObjectFieldStart("group");
            for (int i = 0; i < groups.by().size(); i++) {
                json.writeStringField(groups.by().get(i), group.texts.get(i));
            }
            json.writeEndObject();
            if (group.fit.isEmpty()) {
                json.writeStringField("formula", groups.formula().toString());
                json.writeNumberField("rows", group.moments.rows());
                json.writeStringField("error", group.fault);
            } else {
                // Which group a row without a value belongs to is not always known.
                group.fit.get(0).writeTo(json, OptionalLong.empty(), inflation);
            }
        });
    }

    private void table(Console console) {
        List<Group> fitted = new ArrayList<>();
        groups.groups().forEach((texts, moments) -> fitted.add(fit(texts, moments)));
        Set<String> terms = new LinkedHashSet<>();
        fitted.forEach(group ->
                group.fit.forEach(fit -> terms.addAll(fit.model().byTerm().keySet())));
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(groups.by());
        head.add("n");
        head.addAll(terms);
        head.addAll(ridge.signum() > 0 ? List.of("R²") : List.of("R²", "residual std. error"));
        rows.add(head);
        fitted.forEach(group -> rows.add(row(group, terms)));
        // The same in all groups, of which there is at least one.
        Optional<Term> weights = fitted.get(0).moments.weights();
        console.print(groups.formula() + SummaryText.weighted(weights));
        console.print("");
        aligned(rows, groups.by().size()).forEach(console::print);
    }

    private List<String> row(Group group, Set<String> terms) {
        List<String> row = new ArrayList<>(group.texts);
        row.add(Long.toString(group.moments.rows()));
        if (group.fit.isEmpty()) {
            int figures = terms.size() + (ridge.signum() > 0 ? 1 : 2);
            for (int i = 0; i < figures; i++) {
                row.add(NOTHING);
            }
            return row;
        }
        Fit fit = group.fit.get(0);
        Map<String, Double> coefficients = fit.model().byTerm();
        for (String term : terms) {
            Double value = coefficients.get(term);
            row.add(value == null ? NOTHING : NumberText.significant(value, 6));
        }
        row.add(
                fit.bowl().rSquared().isPresent()
                        ? NumberText.significant(fit.bowl().rSquared().getAsDouble(), 6)
                        : NOTHING);
        fit.summary()
                .ifPresent(summary -> row.add(
                        summary.residualStdError().isPresent()
                                ? NumberText.significant(
                                        summary.residualStdError().getAsDouble(), 6)
                                : NOTHING));
        return row;
    }

    /** The first columns to the left, the others to the right. */
    private static List<String> aligned(List<List<String>> rows, int left) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - width(row.get(i)));
                line.append(i == 0 ? "" : "  ").append(i < left ? row.get(i) + padding : padding + row.get(i));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
