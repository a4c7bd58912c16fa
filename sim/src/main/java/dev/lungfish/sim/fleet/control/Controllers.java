package dev.lungfish.sim.fleet.control;

import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.sim.fleet.world.FleetFault;
import dev.lungfish.sim.fleet.world.Reach;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.fleet.world.World;
import dev.lungfish.sim.seed.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// All controllers of a run: the one that has the authority, and those that do not know yet that
/// they have it no more.
public final class Controllers implements Reach {
    private final World world;
    private final Pool pool;
    private final ControllerWatch check;
    private final List<Controller> running = new ArrayList<>();
    private Database database;
    private Optional<Database> backup = Optional.empty();
    private int number;
    private long offset;
    private long clockSet = Long.MIN_VALUE;

    public Controllers(World world, ControllerWatch check) {
        this.world = world;
        this.check = check;
        this.pool = Pool.of(world.dice());
        this.database = new Database(pool.rates());
    }

    public Pool pool() {
        return pool;
    }

    /// Whoever has the authority now; empty where nobody runs.
    public Optional<Controller> authority() {
        return running.stream()
                .filter(Controller::isAlive)
                .filter(one -> one.database() == database && one.epoch().equals(database.epoch))
                .findFirst();
    }

    /// The first one starts.
    public void begin() {
        start(false);
    }

    private void start(boolean restored) {
        running.removeIf(one -> !one.isAlive());
        number++;
        Controller controller = new Controller(world, pool, database, check, "c" + number, offset);
        running.add(controller);
        controller.start(restored);
    }

    @Override
    public void call(SimHost host, int attempt, CheckIn call, Consumer<Verdict> answer) {
        choose(attempt).ifPresent(one -> world.wire().call(() -> one.call(host, call, answer)));
    }

    @Override
    public void going(SimHost host, int attempt, Entering notice, Consumer<Verdict> answer) {
        choose(attempt).ifPresent(one -> world.wire().call(() -> one.going(host, notice, answer)));
    }

    private Optional<Controller> choose(int attempt) {
        List<Controller> alive = running.stream().filter(Controller::isAlive).toList();
        return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(attempt % alive.size()));
    }

    /// Somebody needs something.
    public void demand(Function<Controller, Demand> demand) {
        authority().ifPresent(one -> one.demand(demand.apply(one)));
    }

    /// Something is done to a host by hand.
    public void hand(SimHost host, Function<Controller, HostEvent> event) {
        authority().ifPresent(one -> one.hand(host, event.apply(one), _ -> {}));
    }

    /// A while goes by: controllers empty hosts, are killed, taken over, restored; their clock
    /// jumps.
    public void live() {
        Dice dice = world.dice();
        authority().ifPresent(Controller::migrate);
        if (dice.chance(0.05)) {
            backup = Optional.of(database.backup());
        }
        if (world.fortune().happens(FleetFault.CONTROLLER_KILLED, 3)) {
            authority().ifPresent(Controller::kill);
        }
        if (world.fortune().happens(FleetFault.TAKEN_OVER, 2)) {
            database.epoch = database.epoch.next();
            start(false);
        }
        boolean restored = world.fortune().happens(FleetFault.RESTORED, 1);
        boolean beside = world.fortune().happens(FleetFault.RESTORED_BESIDE, 1);
        if (backup.isPresent() && (restored || beside)) {
            if (!beside) {
                running.forEach(Controller::kill);
            }
            int restores = database.restores;
            database = backup.get().restored(Math.max(restores, backup.get().restores));
            start(true);
        }
        jump(FleetFault.CLOCK_FORWARDS, 1);
        jump(FleetFault.CLOCK_BACKWARDS, -1);
        if (authority().isEmpty() && dice.chance(0.4)) {
            start(false);
        }
    }

    private void jump(FleetFault fault, int sign) {
        if (world.fortune().happens(fault, 1)) {
            long millis = sign * world.dice().magnitude(1_000, 14_400_000);
            offset += millis;
            clockSet = world.time().now();
            running.stream().filter(Controller::isAlive).forEach(one -> one.setClock(millis));
        }
    }

    /// Whether the clock was set at some time since then. What was written by the clock before
    /// counts from a moment that the clock after it does not know, whichever process reads it.
    ///
    /// @param millis of the world
    public boolean clockWasSetSince(long millis) {
        return clockSet >= millis;
    }

    /// From now on one controller runs, and it has the authority.
    public void calm() {
        running.stream()
                .filter(one -> authority().filter(held -> held == one).isEmpty())
                .forEach(Controller::kill);
        if (authority().isEmpty()) {
            start(false);
        }
    }
}
