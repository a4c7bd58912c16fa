package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.linux.node.BootId;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.rtc.RtcClass;
import dev.lungfish.linux.rtc.RtcDevice;
import dev.lungfish.linux.tree.HostTree;
import java.util.Set;

/// Reads all evidence of sleep at one moment.
///
/// **Source:** Linux `Documentation/power/basic-pm-debugging.rst`, `pm_test`.
public final class SleepEvidenceReader {
    private static final String TEST = "/sys/power/pm_test";
    private static final Set<String> TESTS =
            Set.of("none", "core", "processors", "platform", "devices", "freezer");

    private final HostTree tree;
    private final HostClocks clocks;

    public SleepEvidenceReader(HostTree tree, HostClocks clocks) {
        this.tree = tree;
        this.clocks = clocks;
    }

    /// Reads everything now.
    ///
    /// @param rtc the RTC with the alarm: `rtc0`
    public SleepEvidence read(String rtc) {
        RtcDevice device = new RtcClass(tree).device(rtc);
        WakeEvents events = new WakeEvents(tree);
        return new SleepEvidence(
                clocks.now(),
                BootId.read(tree),
                device.time(),
                device.alarm(),
                new SuspendStatisticsReader(tree).read(),
                new WakeInterruptReader(tree).read(),
                events.ofSources(),
                events.ofAcpi(),
                test());
    }

    /// Whether the kernel would only simulate a sleep.
    public Reading<Choice> test() {
        return tree.choice(TEST, TESTS);
    }
}
