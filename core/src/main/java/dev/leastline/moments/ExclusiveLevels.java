package dev.leastline.moments;

import dev.leastline.formula.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which pairs of terms have different levels of one factor: no row has both, and their product is 0 without being said. */
final class ExclusiveLevels {
    private final List<Map<String, String>> levels = new ArrayList<>();

    ExclusiveLevels(List<Term> terms) {
        for (Term term : terms) {
            Map<String, String> own = new HashMap<>();
            for (Term part : Term.categories(term)) {
                if (part instanceof Term.Level level) {
                    own.put(level.column(), level.level());
                }
            }
            levels.add(own);
        }
    }

    boolean exclude(int i, int j) {
        Map<String, String> other = levels.get(j);
        if (i == j || other.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, String> level : levels.get(i).entrySet()) {
            if (!level.getValue().equals(other.getOrDefault(level.getKey(), level.getValue()))) {
                return true;
            }
        }
        return false;
    }
}
