package dev.lungfish.core.sleep;

import java.util.Arrays;

/// What systemd-logind answers when it is asked whether the host can sleep.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, `CanSuspend()`; the three answers about
/// inhibitors came with systemd 260.
public enum LogindAnswer {
    /// Possible, and the caller may.
    YES("yes"),
    /// Possible, and the caller may not.
    NO("no"),
    /// Hardware, kernel or configuration don't have it.
    NOT_AVAILABLE("na"),
    /// Possible after the caller has proved who they are.
    CHALLENGE("challenge"),
    /// Possible, but somebody holds an inhibitor and the caller may not override it.
    INHIBITED("inhibited"),
    /// Possible, but an inhibitor blocks it.
    INHIBITOR_BLOCKED("inhibitor-blocked"),
    /// An inhibitor blocks it, and overriding needs a proof of who the caller is.
    CHALLENGE_INHIBITOR_BLOCKED("challenge-inhibitor-blocked"),
    /// A word of a newer logind than this list.
    OTHER("");

    private final String word;

    LogindAnswer(String word) {
        this.word = word;
    }

    public static LogindAnswer ofWord(String word) {
        return Arrays.stream(values())
                .filter(answer -> answer != OTHER && answer.word.equals(word))
                .findFirst()
                .orElse(OTHER);
    }
}
