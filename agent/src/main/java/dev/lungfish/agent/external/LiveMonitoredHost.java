package dev.lungfish.agent.external;

import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.agent.engine.SleepEngine;
import dev.lungfish.api.HostStatus;
import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.state.ExternalSleep;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.power.KernelSleepReader;
import dev.lungfish.linux.power.SleepEvidenceReader;
import dev.lungfish.linux.rtc.RtcClass;
import dev.lungfish.linux.rtc.RtcDevice;
import dev.lungfish.linux.systemd.SleepAnnouncements;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.state.directory.StateException;
import java.util.Optional;

/// This machine.
///
/// @param engine writes down what was seen
/// @param requests tells whether a request of ours puts the host to sleep
public record LiveMonitoredHost(HostTree tree, SleepEngine engine, RequestWatch requests)
        implements MonitoredHost {
    private static final String USUAL_RTC = "rtc0";

    @Override
    public Optional<SleepAnnouncements> listen() throws BusException {
        return SleepAnnouncements.ofThisMachine();
    }

    @Override
    public boolean isOurs() {
        try {
            return requests.status() instanceof HostStatus.Running(var current, _)
                    && current.phase() == Phase.ASLEEP;
        } catch (StateException _) {
            return false; // whatever it is, nothing of ours can be told of it
        }
    }

    @Override
    public SleepEvidence look() {
        return new SleepEvidenceReader(tree, new HostClocks(tree)).read(rtc().name());
    }

    @Override
    public JournalEntry.Foreign judge(SleepEvidence before, SleepEvidence after) {
        RtcDevice rtc = rtc();
        return new ExternalSleep(
                        suspended(), rtc.name(), rtc.deviceName().orElse(""), before, after)
                .judge();
    }

    @Override
    public boolean record(JournalEntry.Foreign sleep) throws StateException {
        return engine.record(sleep);
    }

    /// The first RTC: its alarm is what others set.
    private RtcDevice rtc() {
        RtcClass rtcs = new RtcClass(tree);
        return rtcs.devices()
                .toOptional()
                .filter(devices -> !devices.isEmpty())
                .map(devices -> devices.getFirst())
                .orElseGet(() -> rtcs.device(USUAL_RTC));
    }

    /// What logind's `Suspend` means here.
    private SleepState suspended() {
        Optional<String> word =
                new KernelSleepReader(tree)
                        .read()
                        .memorySleep()
                        .toOptional()
                        .flatMap(Choice::chosen);
        return word.equals(Optional.of("s2idle"))
                ? SleepState.SUSPEND_TO_IDLE
                : SleepState.SUSPEND_TO_RAM;
    }
}
