package dev.lungfish.core.procedure.request;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import java.util.List;
import java.util.stream.Stream;

/// Something that keeps the host awake.
///
/// @param name what `--ignore-blocker` calls it: `inhibitor:PackageKit`, `script:backup`,
///   `guest:web1`, `package-manager`
/// @param reason why, with whom it comes from
public record Blocker(String name, Reason reason) {
    /// By this name a request relies on a way back that did not end the last sleep.
    public static final String SILENT_ALARM = "silent-alarm";

    /// By this name a request goes on though the wakeups can't be read.
    public static final String WAKEUPS = "wakeups";

    /// Names that stand alone: the procedure's own, and those without a holder.
    private static final List<String> WHOLE_NAMES =
            List.of("package-manager", SILENT_ALARM, WAKEUPS);

    /// What names begin with that are followed by whose they are.
    private static final List<String> KINDS =
            List.of(
                    "inhibitor",
                    "script",
                    "guest",
                    "guest-job",
                    "guest-device",
                    "guest-watchdog",
                    "guest-transient");

    /// All forms of a name: `script:NAME`.
    public static List<String> names() {
        return Stream.concat(WHOLE_NAMES.stream(), KINDS.stream().map(kind -> kind + ":NAME"))
                .toList();
    }

    /// Whether a blocker can have this name. One that can't would be ignored without effect, and
    /// who wrote it would rely on it.
    public static boolean canBeNamed(String name) {
        int colon = name.indexOf(':');
        return colon < 0
                ? WHOLE_NAMES.contains(name)
                : KINDS.contains(name.substring(0, colon)) && colon < name.length() - 1;
    }

    @Override
    public String toString() {
        return name + " (" + ReasonText.sentence(reason) + ")";
    }
}
