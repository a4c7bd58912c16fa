package dev.lungfish.agent.wake;

import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.text.ReasonText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often each device ended a sleep before its time, as the journal tells it.
///
/// The kernel's name of a wakeup source is that of its device, so the cause of a wake that the
/// procedure found by the growth of its count names the device.
final class SpuriousWakes {
    private static final Pattern SOURCE = Pattern.compile("wakeup source ([^,;]+)");

    private final List<PastSleep> past;

    SpuriousWakes(List<PastSleep> past) {
        this.past = past;
    }

    /// The devices that a cause names.
    static Set<String> devices(WakeCause cause) {
        Set<String> devices = new HashSet<>();
        if (cause.kind() == WakeCause.Kind.DEVICE) {
            Matcher matcher = SOURCE.matcher(ReasonText.sentence(cause.description()));
            while (matcher.find()) {
                devices.add(matcher.group(1).strip());
            }
        }
        return devices;
    }

    /// How many sleeps one ended.
    ///
    /// @param device the kernel's name: `0000:00:14.0`
    int by(String device) {
        return (int)
                past.stream()
                        .filter(PastSleep.Requested.class::isInstance)
                        .map(PastSleep.Requested.class::cast)
                        .flatMap(sleep -> sleep.segments().stream())
                        .filter(segment -> devices(segment.cause()).contains(device))
                        .count();
    }
}
