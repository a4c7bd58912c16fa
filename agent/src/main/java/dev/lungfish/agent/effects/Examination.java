package dev.lungfish.agent.effects;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Findings.NicFindings;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepJudge;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.linux.blockers.Inhibitors;
import dev.lungfish.linux.network.Ethtool;
import dev.lungfish.linux.network.NetworkInterfaces;
import dev.lungfish.linux.network.WakingDevices;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.power.FingerprintReader;
import dev.lungfish.linux.power.PmUtilsSleep;
import dev.lungfish.linux.power.SleepEvidenceReader;
import dev.lungfish.linux.rtc.HostClock;
import dev.lungfish.linux.rtc.RtcClass;
import dev.lungfish.linux.systemd.SystemdVersion;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// Finds out all that the procedure wants to know of a host before it decides.
record Examination(HostTree tree, HostClocks clocks, Collaborators collaborators) {

    Findings examine(SleepRequest request) {
        SleepReadings readings = collaborators.readings().get();
        RtcClass rtcs = new RtcClass(tree);
        Reading<List<RtcReadings>> read = rtcs.devices().map(rtcs::read);
        return new Findings(
                SleepJudge.judge(readings),
                read,
                new HostClock(tree).read(),
                cards(),
                executors(readings, request),
                fingerprints(read.toOptional().orElse(List.of())),
                collaborators.kept().get(),
                new SleepEvidenceReader(tree, clocks).test());
    }

    private List<NicFindings> cards() {
        NetworkInterfaces interfaces = new NetworkInterfaces(tree, Ethtool.of(tree));
        WakingDevices waking = new WakingDevices(tree, interfaces);
        FingerprintReader fingerprints = new FingerprintReader(tree);
        return interfaces.names().toOptional().orElse(List.of()).stream()
                .map(name -> {
                    NetworkReadings readings = interfaces.read(name);
                    List<String> devices = waking.of(name);
                    return new NicFindings(
                            readings,
                            devices,
                            fingerprints.read(readings, devices.stream().findFirst()));
                })
                .toList();
    }

    private Map<Executor, Optional<Reason>> executors(
            SleepReadings readings, SleepRequest request) {
        if (!tree.isLive()) {
            Optional<Reason> why = Optional.of(new AdmissionReason.OnlyKernelOnRecord());
            return Map.of(
                    Executor.KERNEL,
                    Optional.empty(),
                    Executor.LOGIND,
                    why,
                    Executor.PM_UTILS,
                    why);
        }
        return Map.of(
                Executor.KERNEL,
                missing(readings.kernel().state(), AdmissionReason.KernelWithoutSleep::new),
                Executor.LOGIND,
                missing(readings.logind().canSuspend(), AdmissionReason.LogindNotRunning::new)
                        .or(() -> stopped(readings, request)),
                Executor.PM_UTILS,
                PmUtilsSleep.ofThisMachine().missing());
    }

    /// logind's own answers do not tell; it would refuse after the countdown.
    private static Optional<Reason> stopped(SleepReadings readings, SleepRequest request) {
        if (request.ignoredBlockers().isEmpty()) {
            return Optional.empty();
        }
        List<String> stopping =
                Inhibitors.stoppingLogind(
                        readings.logind().inhibitors(),
                        SystemdVersion.read(),
                        request.ignoredBlockers());
        return stopping.isEmpty()
                ? Optional.empty()
                : Optional.of(new AdmissionReason.LogindObeysInhibitors(stopping));
    }

    private static Optional<Reason> missing(
            Reading<?> reading, BiFunction<String, String, Reason> absent) {
        return switch (reading) {
            case Reading.Present<?> _ -> Optional.empty();
            case Reading.Absent<?> _ ->
                    Optional.of(absent.apply(reading.source(), reading.found()));
            case Reading<?> broken ->
                    Optional.of(
                            new AdmissionReason.ExecutorUnclear(broken.source(), broken.found()));
        };
    }

    private Map<String, Fingerprint> fingerprints(List<RtcReadings> rtcs) {
        FingerprintReader reader = new FingerprintReader(tree);
        return rtcs.stream()
                .collect(Collectors.toMap(RtcReadings::name, reader::read, (one, _) -> one));
    }
}
