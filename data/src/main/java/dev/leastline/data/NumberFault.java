package dev.leastline.data;

import dev.leastline.formula.Term;
import dev.leastline.moments.MomentAccumulator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what is wrong with a text where a number should be, and what to do about it. */
final class NumberFault {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]*([eE][+-]?[0-9]+)?");
    private static final Pattern GROUPS = Pattern.compile("[+-]?[0-9]{1,3}([,.][0-9]{3})+([,.][0-9]*)?");
    private static final Pattern INFINITY = Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER_WITH_MORE =
            Pattern.compile("[^\\p{L}0-9]{0,3}[0-9].*|\\.[0-9].*", Pattern.DOTALL);

    /** A column of which so many lines could be read is not one of text. */
    private static final int MANY = 100;

    /** What the numbers of a column are for, on which depends what to do about text. */
    enum Use {
        TERM,
        RESPONSE,
        WEIGHTS,
        /** Of a model that is there already. */
        PREDICTION;

        static Use of(String column, Optional<Term> response, Optional<Term> weights) {
            if (weights.isPresent() && weights.get().columns().contains(column)) {
                return WEIGHTS;
            }
            return response.isPresent() && response.get().columns().contains(column) ? RESPONSE : TERM;
        }
    }

    private NumberFault() {}

    static DataException of(Place place, String text, DecimalText.Kind kind, char decimalMark, Use use) {
        String trimmed = text.trim();
        return switch (kind) {
            case MISSING -> missing(place, trimmed, "a number");
            case TOO_MANY_DIGITS ->
                place.found(
                        trimmed,
                        String.format(
                                Locale.ROOT,
                                "expected a number of at most %,d significant digits",
                                MomentAccumulator.MAX_DIGITS));
            case OUT_OF_RANGE ->
                place.found(trimmed, "expected a number within the range of doubles, about 5e-324 to 1.8e308");
            default -> place.found(trimmed, "expected a number; " + hint(place, trimmed, decimalMark, use));
        };
    }

    static DataException missing(Place place, String text, String expected) {
        return place.found(
                text,
                "expected " + expected + "; it is missing: fill it in, or leave out such rows with --missing skip");
    }

    private static String hint(Place place, String text, char decimalMark, Use use) {
        boolean comma = DECIMAL_COMMA.matcher(text).matches();
        boolean groups = GROUPS.matcher(text).matches();
        if (decimalMark == '.' && comma) {
            return "for decimal commas give --decimal ," + (groups ? "; thousands separators cannot be read" : "");
        }
        if (groups) {
            return "write it without thousands separators"
                    + (decimalMark == ',' ? "; the decimal mark was given as ," : "");
        }
        if (decimalMark == ','
                && text.indexOf('.') >= 0
                && DECIMAL_COMMA.matcher(text.replace('.', ',')).matches()) {
            return "the decimal mark was given as , but this has a point";
        }
        if (INFINITY.matcher(text).matches()) {
            return "an infinite value cannot be used";
        }
        if (text.chars().anyMatch(c -> c > 127 && Character.isDigit(c))) {
            return "digits must be 0 to 9";
        }
        if (NUMBER_WITH_MORE.matcher(text).matches()) {
            return "numbers are plain decimals such as 12" + decimalMark + "5 or 1e-3, without units or suffixes";
        }
        if (place.line() > MANY && use != Use.PREDICTION) {
            return "rows before it have one: correct it, or leave it empty and give --missing skip"
                    + (use == Use.TERM ? "; a column of text is written " + factor(place) : "");
        }
        return "the column holds text" + aboutText(place, use);
    }

    private static String factor(Place place) {
        return "C("
                + (place.column() == null
                        ? "x"
                        : Place.shown(Term.column(place.column()).name())) + ")";
    }

    private static String aboutText(Place place, Use use) {
        return switch (use) {
            case TERM -> ": as a predictor it is written " + factor(place) + ", or leave it out of the formula";
            case RESPONSE -> ", and the response must be numbers; put another column before the ~";
            case WEIGHTS -> ", and weights must be numbers; name another column with --weights";
            case PREDICTION -> ", which the model takes as numbers; correct it, or fit another model";
        };
    }
}
