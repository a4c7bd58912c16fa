package dev.lungfish.core.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a kernel file offers and has chosen: `s2idle [deep]` offers both and has chosen `deep`.
///
/// @param offered all words, in the file's order
/// @param chosen the word in brackets; empty where none is
public record Choice(List<String> offered, Optional<String> chosen) {
    public Choice {
        offered = List.copyOf(offered);
    }

    public boolean offers(String word) {
        return offered.contains(word);
    }

    public boolean hasChosen(String word) {
        return chosen.filter(word::equals).isPresent();
    }

    /// Understands the content of such a file.
    ///
    /// @param text the file's content
    /// @param known the words that such a file can have; kernels add words, so others are kept, but
    ///   a text without any known word is not of this form
    /// @throws IllegalArgumentException where the text is not of this form; the message says how
    public static Choice parse(String text, Set<String> known) {
        List<String> offered = new ArrayList<>();
        Optional<String> chosen = Optional.empty();
        for (String token : text.strip().split("\\s+", -1)) {
            boolean bracketed = token.length() > 2 && token.startsWith("[") && token.endsWith("]");
            String word = bracketed ? token.substring(1, token.length() - 1) : token;
            if (bracketed && chosen.isPresent()) {
                throw new IllegalArgumentException(
                        "two words in brackets: [" + chosen.get() + "] and " + token);
            }
            if (bracketed) {
                chosen = Optional.of(word);
            }
            offered.add(word);
        }
        if (offered.stream().noneMatch(known::contains)) {
            throw new IllegalArgumentException(
                    text.isBlank()
                            ? "empty, where one of " + sorted(known) + " is expected"
                            : "none of " + sorted(known) + " in '" + shortened(text.strip()) + "'");
        }
        return new Choice(offered, chosen);
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
