package dev.lungfish.agent.power;

import dev.lungfish.api.CpuReport;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuActivity;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.Power.Watts;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.cpupower.CpuPowerReader;
import dev.lungfish.linux.cpupower.HostSettingFiles;
import dev.lungfish.linux.cpupower.LatencyDevice;
import dev.lungfish.linux.cpupower.PowerServices;
import dev.lungfish.linux.cpupower.SettingFiles;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.StoredCpuValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How one host's processors use power. Safe for use by several threads.
public final class CpuPower {
    /// Long enough for a counter that the hardware updates each millisecond.
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final HostTree tree;
    private final StateDirectory state;
    private final PowerServices services;
    private final CpuPowerReader reader;
    private final LatencyDevice latency;
    private final HostClocks clocks;

    /// @param state where values are kept that are to be put back
    /// @param latency by which the latency of the whole host is limited
    public CpuPower(HostTree tree, StateDirectory state, LatencyDevice latency) {
        this.latency = latency;
        this.tree = tree;
        this.state = state;
        services = PowerServices.of(tree);
        reader = new CpuPowerReader(tree, latency);
        clocks = new HostClocks(tree);
    }

    /// Reads all, which takes some time where watts are measured.
    public CpuReport report() {
        CpuReadings readings = reader.read();
        return new CpuReport(readings, services.read(), watts(), changed());
    }

    /// Which processors are online.
    public Reading<CpuSet> online() {
        return reader.online();
    }

    /// Reads what changes by itself, and when that was.
    public Sample sample() {
        return new Sample(reader.read(), clocks.now());
    }

    /// The same after a while; empty where the thread was interrupted meanwhile.
    public Optional<Sample> sampleAfter(Duration wait) {
        return Pause.of(wait, wait, () -> false) ? Optional.empty() : Optional.of(sample());
    }

    /// One look at the processors.
    ///
    /// @param at when it was taken
    public record Sample(CpuReadings readings, Moment at) {
        /// What happened since an earlier one.
        public CpuActivity since(Sample earlier) {
            return CpuActivity.between(
                    earlier.readings, readings, at.awake().minus(earlier.at.awake()));
        }
    }

    /// Sets and puts back.
    public CpuControl control() {
        return new CpuControl(
                new HostSettingFiles(tree, latency), services, state, () -> clocks.now().wall());
    }

    /// What does not hold any more of what Lungfish has set; empty where all of it does, or nothing
    /// is set.
    ///
    /// @throws StateException where it is not known what was set
    public List<Reason> changedSince() throws StateException {
        Optional<StoredCpuValues> kept = control().changed();
        if (kept.isEmpty()) {
            return List.of();
        }
        SettingFiles files = new HostSettingFiles(tree, latency);
        List<Reason> changed = new ArrayList<>();
        for (StoredCpuValues.Value value : kept.get().values()) {
            String path = value.original().path();
            Reading<String> now = files.line(path);
            value.left()
                    .filter(left -> !now.toOptional().equals(Optional.of(left)))
                    .map(left -> new CpuChangeReason.ValueChangedSince(path, left, now.found()))
                    .ifPresent(changed::add);
        }
        List<PowerService> running = services.read();
        for (StoredCpuValues.Service service : kept.get().services()) {
            running.stream()
                    .filter(one -> one.kind() == service.kind())
                    .map(PowerService::profile)
                    .filter(profile -> !profile.toOptional().equals(Optional.of(service.left())))
                    .map(profile ->
                            new CpuChangeReason.ValueChangedSince(
                                    service.kind().spelling(), service.left(), profile.found()))
                    .forEach(changed::add);
        }
        return changed;
    }

    private Map<String, Watts> watts() {
        List<PowerZone> before = reader.zones().toOptional().orElse(List.of());
        if (!tree.isLive() || before.isEmpty()) {
            return Map.of();
        }
        Duration from = clocks.now().awake();
        boolean _ = Pause.of(BETWEEN, BETWEEN, () -> false);
        List<PowerZone> after = reader.zones().toOptional().orElse(List.of());
        return CpuActivity.watts(before, after, clocks.now().awake().minus(from));
    }

    /// A state directory that this user may not read tells of nothing.
    private Optional<CpuReport.Changed> changed() {
        try {
            return control()
                    .changed()
                    .map(kept ->
                            new CpuReport.Changed(
                                    kept.at(),
                                    kept.by(),
                                    kept.wanted(),
                                    kept.values().stream()
                                            .map(StoredCpuValues.Value::original)
                                            .toList()));
        } catch (StateException _) {
            return Optional.empty();
        }
    }
}
