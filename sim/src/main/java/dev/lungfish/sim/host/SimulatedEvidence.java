package dev.lungfish.sim.host;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Findings.NicFindings;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.SuspendStatistics;
import dev.lungfish.core.procedure.proof.SleepEvidence.WakeInterrupt;
import dev.lungfish.core.procedure.proof.StoredProofs;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReport;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.sleep.SuspendReason;
import dev.lungfish.core.sleep.SuspendTarget;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.NetworkReadings.NetworkType;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakeSwitch;
import dev.lungfish.core.wake.WakeSwitch.WakeCounts;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.sim.world.Card;
import dev.lungfish.sim.world.Counters;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What can be read of the world, as readings.
final class SimulatedEvidence {
    private static final String DRIVER = "rtc_cmos ";
    private static final WakeCounts NO_COUNTS =
            new WakeCounts(
                    new Reading.Absent<>("wakeup_count"),
                    new Reading.Absent<>("wakeup_active_count"),
                    new Reading.Absent<>("wakeup_abort_count"),
                    new Reading.Absent<>("wakeup_last_time_ms"));
    private static final List<String> TEST_MODES =
            List.of("none", "core", "processors", "platform", "devices", "freezer");

    /// The bits of the readings of `suspend_stats`.
    private static final long NO_STATISTICS = 0b111000;

    private final World world;
    private final SleepReport report;
    private final Map<Executor, Optional<Reason>> executors = new TreeMap<>();

    SimulatedEvidence(World world) {
        this.world = world;
        List<StateVerdict> verdicts = new ArrayList<>();
        for (SleepState state : SleepState.values()) {
            boolean supported = world.traits().states().contains(state);
            verdicts.add(
                    new StateVerdict(
                            state,
                            supported ? Support.SUPPORTED : Support.UNSUPPORTED,
                            supported
                                    ? new SuspendReason.StateOffered(state.powerStateWord())
                                    : new SuspendReason.NoStateOffered(),
                            List.of()));
        }
        this.report = new SleepReport(verdicts, Map.of(SuspendTarget.MEM, Support.UNKNOWN));
        for (Executor executor : Executor.values()) {
            executors.put(
                    executor,
                    world.traits().executors().contains(executor)
                            ? Optional.empty()
                            : Optional.of(new AdmissionReason.ExecutorNotSearched()));
        }
    }

    private static <T> Reading<T> present(String source, T value) {
        return new Reading.Present<>(source, value, "read");
    }

    RtcTime time(SimulatedRtc rtc) {
        return new RtcTime(rtc.shownSeconds(world.nowMillis()));
    }

    static RtcAlarm alarm(SimulatedRtc rtc) {
        return rtc.armed()
                ? new RtcAlarm.Armed(new RtcTime(rtc.alarmSeconds()))
                : new RtcAlarm.Unarmed();
    }

    /// What a test of an RTC holds for.
    static Fingerprint fingerprint(World world, SimulatedRtc rtc) {
        return new Fingerprint(
                world.boot() < 3 ? "6.1.0" : "6.12.0",
                "SeaBIOS",
                rtc.name() + " " + DRIVER + rtc.make().device(),
                "");
    }

    Findings findings() {
        List<RtcReadings> rtcs = new ArrayList<>();
        TreeMap<String, Fingerprint> fingerprints = new TreeMap<>();
        for (SimulatedRtc rtc : world.rtcs()) {
            rtcs.add(readings(rtc));
            fingerprints.put(rtc.name(), fingerprint(world, rtc));
        }
        return new Findings(
                report,
                present("/sys/class/rtc", rtcs),
                new HostClockReadings(
                        present("clock", world.moment().wall()),
                        new Reading.Absent<>("/etc/adjtime")),
                world.card().isThere()
                        ? List.of(new NicFindings(card(), List.of(Card.DEVICE), cardPrint()))
                        : List.of(),
                executors,
                fingerprints,
                new StoredProofs(world.tests(), world.proofs()),
                testMode());
    }

    private Fingerprint cardPrint() {
        return new Fingerprint(
                world.boot() < 3 ? "6.1.0" : "6.12.0",
                "SeaBIOS",
                WayBack.WAKE_ON_LAN,
                Card.NAME + " igb " + Card.DEVICE,
                "");
    }

    /// What the network card says.
    NetworkReadings card() {
        Card card = world.card();
        Set<WakeOnLanMode> magic = Set.of(WakeOnLanMode.MAGIC);
        return new NetworkReadings(
                Card.NAME,
                present("type", NetworkType.ETHERNET),
                present("driver", "igb"),
                present("operstate", "up"),
                present("carrier", card.hasLink()),
                present("ethtool", new WakeOnLan(magic, card.listens() ? magic : Set.of())),
                new WakeSwitch(
                        present(
                                "power/wakeup",
                                card.isPermitted() ? WakeSetting.ENABLED : WakeSetting.DISABLED),
                        NO_COUNTS));
    }

    private RtcReadings readings(SimulatedRtc rtc) {
        return new RtcReadings(
                rtc.name(),
                present("name", DRIVER + rtc.make().device()),
                present("since_epoch", time(rtc)),
                present("wakealarm", alarm(rtc)),
                present("hctosys", true),
                new WakeSwitch(
                        present(
                                "power/wakeup",
                                rtc.make().mayWake() ? WakeSetting.ENABLED : WakeSetting.DISABLED),
                        NO_COUNTS),
                reach(rtc),
                new Reading.Absent<>("/proc/driver/rtc"));
    }

    private static Reading<AlarmReach> reach(SimulatedRtc rtc) {
        long seconds = rtc.make().reachSeconds();
        if (!rtc.make().saysReach()) {
            return new Reading.Absent<>("FACP");
        }
        return present(
                "FACP",
                seconds <= 86_400
                        ? AlarmReach.ONE_DAY
                        : seconds <= 28 * 86_400 ? AlarmReach.ONE_MONTH : AlarmReach.ONE_YEAR);
    }

    private Reading<Choice> testMode() {
        return present("/sys/power/pm_test", new Choice(TEST_MODES, Optional.of(world.testMode())));
    }

    /// The evidence.
    ///
    /// @param missing a bit for each source that gives nothing
    SleepEvidence sight(Optional<SimulatedRtc> rtc, long missing) {
        Counters counters = world.counters();
        return new SleepEvidence(
                world.moment(),
                reading(missing, 0, "boot_id", world.bootId()),
                rtc.map(one -> reading(missing, 1, "since_epoch", time(one)))
                        .orElse(new Reading.Absent<>("since_epoch")),
                rtc.map(one -> reading(missing, 2, "wakealarm", alarm(one)))
                        .orElse(new Reading.Absent<>("wakealarm")),
                statistics(world.traits().countsSuspends() ? missing : NO_STATISTICS),
                counters.wakeInterrupt() == 0
                        ? new Reading.Absent<>("pm_wakeup_irq")
                        : reading(
                                missing,
                                6,
                                "pm_wakeup_irq",
                                new WakeInterrupt(
                                        counters.wakeInterrupt(),
                                        counters.wakeInterrupt() == 8 ? "rtc0" : "acpi")),
                world.traits().countsEvents()
                        ? reading(missing, 7, "/sys/class/wakeup", counters.wakeEvents())
                        : new Reading.Absent<>("/sys/class/wakeup"),
                world.traits().countsEvents()
                        ? reading(missing, 8, "interrupts", counters.acpiEvents())
                        : new Reading.Absent<>("interrupts"),
                (missing & 1 << 9) == 0 ? testMode() : new Reading.Absent<>("pm_test"));
    }

    private SuspendStatistics statistics(long missing) {
        Counters counters = world.counters();
        return new SuspendStatistics(
                reading(missing, 3, "success", counters.success()),
                reading(missing, 4, "fail", counters.fail()),
                reading(missing, 5, "last_failed_dev", counters.failedDevice()),
                reading(missing, 5, "last_failed_errno", counters.failedError()),
                reading(missing, 5, "last_failed_step", counters.failedStep()));
    }

    private static <T> Reading<T> reading(long missing, int bit, String source, T value) {
        if ((missing & 1L << bit) == 0) {
            return present(source, value);
        }
        return switch ((int) (missing >>> (16 + 2 * bit) & 3)) {
            case 0 -> new Reading.Absent<>(source);
            case 1 -> new Reading.Denied<>(source, "EACCES");
            case 2 -> new Reading.Malformed<>(source, "empty");
            default -> new Reading.Failed<>(source, "EIO");
        };
    }
}
