package dev.lungfish.core.procedure;

/// Something that keeps the host awake.
///
/// @param name what `--ignore-blocker` calls it: `inhibitor:PackageKit`, `script:backup`,
///   `guest:web1`, `package-manager`
/// @param reason why, in words, with whom it comes from
public record Blocker(String name, String reason) {
    @Override
    public String toString() {
        return name + " (" + reason + ")";
    }
}
