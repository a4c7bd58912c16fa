package dev.lungfish.agent.config;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;

/// One thing that is wrong with a configuration. Itself a reason, so that answers carry the place.
///
/// @param file the file
/// @param line from 1; 0 where the problem is the file itself
/// @param column from 1; 0 where the problem is the file itself
/// @param key that the problem is about; empty where the reason says it
/// @param problem what was found, and what is allowed there
public record Problem(String file, int line, int column, String key, Reason problem)
        implements Reason {

    /// A problem of the file itself.
    static Problem ofFile(String file, Reason problem) {
        return new Problem(file, 0, 0, "", problem);
    }

    @Override
    public String code() {
        return problem.code();
    }

    /// In the form in which compilers name a place: `lungfish.toml:3:1: ...`.
    @Override
    public String toString() {
        return ReasonText.sentence(this);
    }
}
