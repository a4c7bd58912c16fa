package dev.lungfish.agent;

import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.config.ConfigurationFile;
import dev.lungfish.agent.config.GuestsConfiguration;
import dev.lungfish.agent.config.HooksConfiguration;
import dev.lungfish.agent.config.RecordConfiguration;
import dev.lungfish.agent.effects.Collaborators;
import dev.lungfish.agent.effects.HostEffects;
import dev.lungfish.agent.engine.LiveRequests;
import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.agent.engine.SleepEngine;
import dev.lungfish.agent.external.ExternalSleepListener;
import dev.lungfish.agent.external.ExternalSleepMonitor;
import dev.lungfish.agent.external.LiveMonitoredHost;
import dev.lungfish.agent.guests.LibvirtGuests;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.agent.power.CpuPower;
import dev.lungfish.agent.wake.WakeDevices;
import dev.lungfish.agent.wake.WakeOnLanNics;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.SleepJudge;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.core.sleep.SleepReport;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.sleep.SuspendTarget;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.inventory.capabilities.HostDocument;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.capabilities.PowerManagement.Child;
import dev.lungfish.linux.blockers.Guests;
import dev.lungfish.linux.blockers.RecordedGuests;
import dev.lungfish.linux.cpupower.LatencyDevice;
import dev.lungfish.linux.hooks.HookScripts;
import dev.lungfish.linux.network.Ethtool;
import dev.lungfish.linux.network.WakeProbe;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.power.HibernationReader;
import dev.lungfish.linux.power.KernelSleepReader;
import dev.lungfish.linux.power.PmUtils;
import dev.lungfish.linux.process.OwnUser;
import dev.lungfish.linux.record.RecordException;
import dev.lungfish.linux.record.RecordReport;
import dev.lungfish.linux.record.Recorder;
import dev.lungfish.linux.systemd.Logind;
import dev.lungfish.linux.systemd.SystemdSleep;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.linux.virtualization.SurroundingsReader;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.journal.StateHealth;
import dev.lungfish.state.kept.ProofStore;
import dev.lungfish.state.kept.WakeupFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One host that is looked at: this machine, or a recorded one. Each call reads afresh; nothing is
/// kept but where to look, and the requests that it carries out. Safe to use from several threads.
public final class ObservedHost {
    private final HostTree tree;
    private final Configuration configuration;
    private final LiveRequests live = new LiveRequests();

    private ObservedHost(HostTree tree, Configuration configuration) {
        this.tree = tree;
        this.configuration = configuration;
    }

    /// The host that is meant.
    ///
    /// @param root a recorded machine; empty for this one
    /// @param config a configuration file in place of the usual one; with a record it also asks for
    ///   the ports and programs that it names ([RecordConfiguration])
    /// @throws NotARecordException where the folder holds no record
    /// @throws ConfigurationException where the configuration can't be used, with all its problems
    public static ObservedHost open(Optional<Path> root, Optional<Path> config)
            throws NotARecordException, ConfigurationException {
        HostTree tree = root.isPresent() ? HostTree.recorded(root.get()) : HostTree.live();
        Configuration read = ConfigurationFile.read(tree, config);
        boolean asked = tree.isLive() || config.isPresent();
        return new ObservedHost(tree, asked ? read : RecordConfiguration.of(read));
    }

    /// Whether this process acts as root, who alone can put this machine to sleep.
    ///
    /// @param name of its user as the runtime tells it; counts where the kernel does not tell
    public static boolean isAskedByRoot(String name) {
        return OwnUser.isRoot(name);
    }

    /// Which sleep states the host has. pm-utils, whose word never decides and takes longer to get
    /// than all others, is not asked.
    public SleepReport sleep() {
        return SleepJudge.judge(readings());
    }

    /// What the verdicts on the sleep states are made from, as [#sleep] has it.
    public SleepReadings readings() {
        return readings(PmUtilsReadings.notAsked());
    }

    /// Where the host is looked at.
    public HostTree tree() {
        return tree;
    }

    /// All that can be said of how the host sleeps and wakes.
    ///
    /// @param state where the proofs of its ways back are kept
    public DoctorReport doctor(StateDirectory state) {
        SleepReadings readings = readings(PmUtils.of(tree).read());
        return new DoctorReport(
                SleepJudge.judge(readings),
                WakeProbe.probe(tree),
                engine(state, () -> readings).waysBack(),
                DoctorReport.Influences.of(readings, stateEvidence(state)));
    }

    /// What is wrong with the state directory; a host that has none yet never slept.
    private static List<Evidence> stateEvidence(StateDirectory state) {
        return state.exists()
                ? StateHealth.problems(state).stream()
                        .map(problem ->
                                new Evidence(
                                        state.path().toString(), ReasonText.withRemedy(problem)))
                        .toList()
                : List.of();
    }

    /// The host's capabilities as libvirt's document, which can be written in either dialect.
    public HostDocument capabilities() {
        return HostDocument.of(tree, powerManagement(sleep()));
    }

    /// What a client of libvirt may ask of the host's sleep.
    public PowerManagement powerManagement() {
        return powerManagement(sleep());
    }

    /// Writes the host as a tree that can be read in its place.
    ///
    /// @param directory a new or an empty folder
    /// @throws RecordException where it can't be written
    public RecordReport record(Path directory) throws RecordException {
        return new Recorder(tree).record(directory);
    }

    /// What the administrator has configured.
    public Configuration configuration() {
        return configuration;
    }

    /// Puts the host to sleep and gets it back.
    ///
    /// @param state where requests and outcomes are kept
    public SleepEngine engine(StateDirectory state) {
        return engine(state, this::readings);
    }

    private SleepEngine engine(StateDirectory state, Supplier<SleepReadings> readings) {
        HostClocks clocks = new HostClocks(tree);
        return new SleepEngine(
                state,
                configuration.settings(),
                known ->
                        new HostEffects(
                                tree,
                                clocks,
                                new Collaborators(
                                        () -> known.orElseGet(readings),
                                        () -> ProofStore.read(state),
                                        () ->
                                                WakeupFile.found(
                                                        state,
                                                        clocks.now().wall(),
                                                        ZoneId.systemDefault()),
                                        guests(),
                                        hooks(),
                                        configuration.settings().foreignStay())),
                clocks::now,
                live);
    }

    private HookScripts hooks() {
        HooksConfiguration hooks = configuration.hooks();
        return HookScripts.of(
                tree, hooks.limit(), hooks.onFailure() == HooksConfiguration.OnFailure.REFUSE);
    }

    /// The guests of the host's libvirtd; those that the record tells of where the host is one and
    /// the configuration names no libvirtd.
    public Guests guests() {
        GuestsConfiguration guests = configuration.guests();
        return tree.isLive() || guests.socket().isPresent()
                ? LibvirtGuests.of(guests)
                : new RecordedGuests(tree);
    }

    /// Looks at the requests of the host.
    ///
    /// @param state where requests and outcomes are kept
    public RequestWatch watch(StateDirectory state) {
        return new RequestWatch(state, new HostClocks(tree)::now, live);
    }

    /// Sees the sleeps that others ask for; of use on this machine alone.
    ///
    /// @param engine of this host
    /// @param state where its requests and outcomes are kept
    public ExternalSleepMonitor watchOthers(
            SleepEngine engine, StateDirectory state, ExternalSleepListener listener) {
        return new ExternalSleepMonitor(
                new LiveMonitoredHost(tree, engine, watch(state)), listener);
    }

    /// The network cards and what they wake the host on.
    ///
    /// @param state where it is kept what they were told
    public WakeOnLanNics cards(StateDirectory state) {
        return new WakeOnLanNics(tree, Ethtool.of(tree), state, configuration.ways().cards());
    }

    /// The devices that can wake the host, and their switches.
    ///
    /// @param state where it is kept how they were switched
    public WakeDevices wakeDevices(StateDirectory state) {
        return new WakeDevices(tree, state);
    }

    /// The networks that the host is plugged into.
    public HostLan lan() {
        return new HostLan(tree);
    }

    /// How its processors use power.
    ///
    /// @param state where values are kept that are to be put back
    public CpuPower cpu(StateDirectory state) {
        return new CpuPower(tree, state, LatencyDevice.toLookAt(tree));
    }

    /// The same for a process that lives on, and can hold what ends with it.
    ///
    /// @param state where values are kept that are to be put back
    public CpuPower heldCpu(StateDirectory state) {
        return new CpuPower(tree, state, LatencyDevice.toHold(tree));
    }

    /// Whether it is this machine, and no recorded one.
    public boolean isLive() {
        return tree.isLive();
    }

    private SleepReadings readings(PmUtilsReadings pmUtils) {
        return new SleepReadings(
                new KernelSleepReader(tree).read(),
                new HibernationReader(tree).read(),
                new SurroundingsReader(tree).read(),
                Logind.of(tree).read(),
                new SystemdSleep(tree).read(),
                pmUtils,
                configuration.policy());
    }

    private static PowerManagement powerManagement(SleepReport report) {
        if (!report.anyProbeSucceeded()) {
            return new PowerManagement.Unknown();
        }
        Set<Child> children = EnumSet.noneOf(Child.class);
        addWhere(report.of(SuspendTarget.MEM), children, Child.SUSPEND_MEM);
        addWhere(report.of(SuspendTarget.DISK), children, Child.SUSPEND_DISK);
        addWhere(report.of(SuspendTarget.HYBRID), children, Child.SUSPEND_HYBRID);
        addWhere(report.of(SleepState.SUSPEND_TO_RAM).support(), children, Child.S3);
        addWhere(report.of(SleepState.SUSPEND_TO_DISK).support(), children, Child.S4);
        return new PowerManagement.Probed(children);
    }

    private static void addWhere(Support support, Set<Child> children, Child child) {
        if (support == Support.SUPPORTED) {
            children.add(child);
        }
    }
}
