package dev.lungfish.core.procedure.request;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;

/// Something that keeps the host awake.
///
/// @param name what `--ignore-blocker` calls it: `inhibitor:PackageKit`, `script:backup`,
///   `guest:web1`, `package-manager`
/// @param reason why, with whom it comes from
public record Blocker(String name, Reason reason) {
    @Override
    public String toString() {
        return name + " (" + ReasonText.sentence(reason) + ")";
    }
}
