package dev.lungfish.core.evidence;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// Whether a host can do a thing. Three-valued: a probe that failed is neither yes nor no.
public enum Support implements Spelled {
    /// The host can, and its policy lets it.
    SUPPORTED,
    /// The host can't, or its policy forbids it.
    UNSUPPORTED,
    /// The probe failed; whoever decides on this stays awake.
    UNKNOWN;

    /// The spelling in JSON and on the screen: `supported`, `unsupported`, `unknown`.
    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
