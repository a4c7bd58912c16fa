package dev.lungfish.sim.world;

import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.sim.seed.Dice;
import dev.lungfish.sim.seed.FaultKind;
import dev.lungfish.sim.seed.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The world of one run: the host as it really is, its clocks, and what happens by itself.
public final class World {
    private static final long WALL_AT_START = 1_767_225_600_000L;

    /// The kernel sets the wall clock by an RTC that shows whole seconds.
    static final long RESUME_STEP_MILLIS = 500;

    private final Dice dice;
    private final Faults faults;
    private final Traits traits;
    private final List<SimulatedRtc> rtcs;
    private final Journal journal = new Journal();
    private final Guests guests = new Guests();
    private final Hooks hooks = new Hooks();
    private final Blockers blockers = new Blockers();
    private final Modes modes;
    private final Neighbours neighbours;
    private final Wakeups wakeups = new Wakeups(this);
    private final Sleeper sleeper;
    private final Card card;
    private final TreeMap<String, RtcTest> tests = new TreeMap<>();
    private final TreeMap<String, Proof> proofs = new TreeMap<>();
    private final List<Deferred> deferred = new ArrayList<>();

    private Counters counters = new Counters();
    private long nowMillis;
    private long bootedMillis = -5000;
    private long stoodStillMillis;
    private long wallOffMillis = WALL_AT_START;
    private long wallDisturbedMillis = Long.MIN_VALUE;
    private int boot = 1;
    private boolean lungfishDied;
    private boolean quiesced;
    private boolean filesOpen;
    private String testMode = "none";
    private int testModeChanges;

    private record Deferred(long dueMillis, Runnable effect) {}

    public World(Dice dice, Faults faults) {
        this.dice = dice;
        this.faults = faults;
        this.traits = Traits.roll(dice);
        this.rtcs =
                traits.rtcs().stream()
                        .map(make -> new SimulatedRtc(make, traits.rtcShownMillis(WALL_AT_START)))
                        .toList();
        this.modes =
                new Modes(
                        traits.memoryAtBoot(),
                        "platform",
                        dice.pick("deep", "s2idle"),
                        dice.pick("platform", "platform", "shutdown", "suspend"));
        this.neighbours = new Neighbours(this, dice, faults);
        this.sleeper = new Sleeper(this, dice, faults);
        this.card = new Card(dice);
        for (int guest = dice.below(4); guest > 0; guest--) {
            guests.add(dice.chance(0.6));
        }
        for (int hook = dice.below(3); hook > 0; hook--) {
            hooks.add();
        }
    }

    public Traits traits() {
        return traits;
    }

    public List<SimulatedRtc> rtcs() {
        return rtcs;
    }

    /// The RTC of this name.
    public Optional<SimulatedRtc> rtc(String name) {
        for (SimulatedRtc rtc : rtcs) {
            if (rtc.name().equals(name)) {
                return Optional.of(rtc);
            }
        }
        return Optional.empty();
    }

    public Journal journal() {
        return journal;
    }

    public Guests guests() {
        return guests;
    }

    public Hooks hooks() {
        return hooks;
    }

    public Blockers blockers() {
        return blockers;
    }

    public Modes modes() {
        return modes;
    }

    public Counters counters() {
        return counters;
    }

    public Neighbours neighbours() {
        return neighbours;
    }

    /// The wakeups of programs.
    public Wakeups wakeups() {
        return wakeups;
    }

    public Sleeper sleeper() {
        return sleeper;
    }

    public Card card() {
        return card;
    }

    /// The stored tests of RTCs, by name.
    public Map<String, RtcTest> tests() {
        return tests;
    }

    /// The stored proofs of ways back, by name.
    public Map<String, Proof> proofs() {
        return proofs;
    }

    public long nowMillis() {
        return nowMillis;
    }

    /// How long since the host booted.
    public long sinceBootMillis() {
        return nowMillis - bootedMillis;
    }

    /// The clocks, read one after the other.
    public Moment moment() {
        long awake = sinceBootMillis() - stoodStillMillis;
        return new Moment(
                Duration.ofMillis(sinceBootMillis()),
                Duration.ofMillis(awake),
                Instant.ofEpochMilli(nowMillis + wallOffMillis));
    }

    public int boot() {
        return boot;
    }

    public String bootId() {
        return boot == 1 ? "boot-1" : "boot-" + boot;
    }

    public String testMode() {
        return testMode;
    }

    void testMode(String word) {
        testMode = word;
        testModeChanges++;
    }

    /// How often somebody changed `pm_test`.
    public int testModeChanges() {
        return testModeChanges;
    }

    public boolean quiesced() {
        return quiesced;
    }

    public void quiesced(boolean now) {
        quiesced = now;
    }

    public boolean filesOpen() {
        return filesOpen;
    }

    public void filesOpen(boolean now) {
        filesOpen = now;
    }

    /// Lets time pass while the host is awake. Due events happen, including a late sleep, which
    /// then takes its own time.
    public void pass(long millis) {
        long end = nowMillis + millis;
        while (!lungfishDied) {
            long sleepDue = sleeper.dueMillis();
            nowMillis = Math.max(nowMillis, Math.min(end, sleepDue));
            runDue();
            if (sleepDue > nowMillis) {
                return;
            }
            long before = nowMillis;
            sleeper.sleepLate();
            end += nowMillis - before;
        }
    }

    /// Lets time pass in which other programs may act: the longer, the likelier.
    public void live(long millis) {
        long left = millis;
        for (long reach = 1; reach <= Math.min(millis, 100_000); reach *= 10) {
            if (neighbours.stir()) {
                long first = dice.between(0, left);
                pass(first);
                neighbours.act();
                left -= first;
            }
        }
        pass(left);
    }

    /// Lets time pass while the host sleeps.
    void sleepTo(long millis, boolean clockStands) {
        if (clockStands) {
            stoodStillMillis += millis - nowMillis;
        }
        nowMillis = millis;
        for (SimulatedRtc rtc : rtcs) {
            rtc.runTo(nowMillis);
        }
    }

    private void runDue() {
        for (SimulatedRtc rtc : rtcs) {
            rtc.runTo(nowMillis);
        }
        for (int index = 0; index < deferred.size(); index++) {
            if (deferred.get(index).dueMillis() <= nowMillis) {
                deferred.remove(index).effect().run();
                index--;
            }
        }
    }

    /// Lets something take effect some time later.
    public void later(long millis, Runnable effect) {
        deferred.add(new Deferred(nowMillis + millis, effect));
    }

    void stepWallClock(long byMillis) {
        wallOffMillis += byMillis;
        if (Math.abs(byMillis) > RESUME_STEP_MILLIS) {
            wallDisturbedMillis = nowMillis;
        }
    }

    /// When the wall clock was last set by more than a resume sets it.
    public long wallDisturbedMillis() {
        return wallDisturbedMillis;
    }

    /// Lungfish is killed. The kernel cleans up as for any process that ends.
    public void killLungfish() {
        lungfishDied = true;
        quiesced = false;
        filesOpen = false;
    }

    /// The power is lost, or the host boots afresh for another reason.
    ///
    /// @param offMillis how long it is off
    void boot(long offMillis) {
        killLungfish();
        boolean alarmLost = faults.happens(FaultKind.ALARM_LOST_WITH_POWER, 8);
        nowMillis += offMillis;
        boot++;
        bootedMillis = nowMillis;
        stoodStillMillis = 0;
        counters = new Counters();
        testMode = "none";
        deferred.clear();
        sleeper.forget();
        blockers.vanish();
        modes.boot();
        guests.losePower();
        journal.losePower(dice.below(3));
        nowMillis += dice.between(20_000, 120_000);
        for (SimulatedRtc rtc : rtcs) {
            if (alarmLost && rtc.armed()) {
                rtc.lose(nowMillis);
            }
            rtc.runTo(nowMillis);
        }
    }

    /// Cuts the power while the host is awake.
    public void cutPower() {
        boot(dice.magnitude(1000, 3_600_000));
    }

    public boolean lungfishDied() {
        return lungfishDied;
    }

    /// Lungfish is started again.
    public void startLungfish() {
        lungfishDied = false;
    }

    /// Clears what no check depends on any more, before a new request.
    public void forgive() {
        quiesced = false;
        modes.writeOff();
        guests.writeOff();
        hooks.writeOff();
        journal.forgetBetrayal();
        neighbours.forgive();
        wakeups.forgive();
        for (SimulatedRtc rtc : rtcs) {
            neighbours.adopt(rtc);
        }
    }

    /// Whether an RTC could wake the host from a state at all.
    boolean wakes(SimulatedRtc rtc, SleepState state) {
        return traits.honest(rtc, state);
    }
}
