package dev.lungfish.agent.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The known word that somebody who wrote an unknown one probably meant.
public final class Suggestion {
    private Suggestion() {}

    /// The end of a message about an unknown word: what was probably meant, else all that is known.
    static String orKnown(String word, List<String> known) {
        return nearest(word, known)
                .map(nearest -> ", did you mean '" + nearest + "'?")
                .orElse(", known: " + String.join(", ", known));
    }

    /// The nearest word; empty where none is near: more than a third of the letters would have to
    /// change.
    public static Optional<String> nearest(String word, List<String> known) {
        String written = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(written, candidate)))
                .filter(candidate ->
                        distance(written, candidate) * 3 <= Math.max(3, candidate.length()));
    }

    /// Levenshtein's distance: how many letters must be put in, taken out or changed.
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1] + 1, above[j] + 1), above[j - 1] + change);
            }
            above = row;
        }
        return above[other.length()];
    }
}
