package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.util.List;
import java.util.Optional;

/// A file of the kernel that holds one setting, and what may be written into it.
///
/// @param set what holds now; its source is the file that is written to change it
/// @param offered what the kernel takes there
public record Knob(Reading<String> set, Reading<List<String>> offered) {
    /// The file.
    public String path() {
        return set.source();
    }

    /// What holds now, where that is known.
    public Optional<String> value() {
        return set.toOptional();
    }

    /// Whether this host has it at all.
    public boolean exists() {
        return !(set instanceof Reading.Absent);
    }

    /// Whether the kernel says that it takes a word here.
    public boolean offers(String word) {
        return offered.toOptional().filter(words -> words.contains(word)).isPresent();
    }

    /// A knob that always takes the same words.
    ///
    /// @param source what says so, for evidence
    public static Knob of(Reading<String> set, String source, List<String> words) {
        return new Knob(
                set, new Reading.Present<>(source, List.copyOf(words), String.join(" ", words)));
    }
}
