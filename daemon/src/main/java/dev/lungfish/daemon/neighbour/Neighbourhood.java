package dev.lungfish.daemon.neighbour;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.WakeConfiguration;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.agent.neighbour.SleeperStore;
import dev.lungfish.agent.neighbour.WakeTarget;
import dev.lungfish.agent.service.LocalNeighbours;
import dev.lungfish.agent.service.LocalWake;
import dev.lungfish.agent.wake.WakeDevices;
import dev.lungfish.agent.wake.WakeOnLanNics;
import dev.lungfish.api.ScheduledWake;
import dev.lungfish.api.SentPackets;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.api.WakeReport;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.WakeReach;
import dev.lungfish.core.neighbour.WakeRoute;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.shared.SharedAnswers;
import dev.lungfish.daemon.sleep.SleepObserver;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.runtime.clock.Stopwatch;
import dev.lungfish.state.directory.StateDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All that a daemon does for ways back: its own host's, and those of its neighbours.
public final class Neighbourhood implements AutoCloseable {
    /// The kernel tells nobody when a driver has forgotten what its card is to wake on: some do
    /// when the link changes, some when the card is reset. So it is looked at from time to time.
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Neighbours neighbours;
    private final SleeperWatchdog deadMan;
    private final WayBackMonitor care;
    private final ScheduledWakes laterWakes;
    private final WakeProgram program;
    private final LocalWake wake;
    private final LocalNeighbours others;
    private final WakeOrders orders;
    private final SharedAnswers shared;
    private final Semaphore end = new Semaphore(0);

    /// @param state where it keeps what must outlive it
    /// @param clock the wall clock
    public Neighbourhood(
            ObservedHost host, StateDirectory state, Supplier<Instant> clock, Log log) {
        WakeConfiguration ways = host.configuration().ways();
        HostLan lan = host.lan();
        WakeReach reach = new WakeReach(ways.networks());
        HostInventory inventory = new HostInventory(state);
        WakeOnLanNics cards = host.cards(state);
        WakeDevices devices = host.wakeDevices(state);
        neighbours = new Neighbours(ways.neighbours(), lan::card, inventory, clock, log);
        deadMan =
                new SleeperWatchdog(
                        new SleeperStore(state),
                        ways.watch(),
                        new OverLan(
                                lan.within(reach),
                                new ReturnProof(
                                        inventory,
                                        lan,
                                        HostIdentity::addresses,
                                        ReturnProof.USUAL_PORT,
                                        files(ways))),
                        clock,
                        log);
        care = new WayBackMonitor(cards, devices, neighbours, ways.neighbourRequired(), log);
        laterWakes = new ScheduledWakes(log);
        wake = new LocalWake(cards, devices);
        others = new LocalNeighbours(lan, inventory);
        orders =
                new WakeOrders(
                        lan,
                        inventory,
                        reach,
                        laterWakes,
                        new PacketAllowance(Stopwatch.start()::elapsed),
                        log);
        shared = new SharedAnswers(host, state, wake);
        program = new WakeProgram(others, cards, devices, orders, shared, deadMan, clock, log);
    }

    /// What this host shows to its neighbours and checks them by: the files of the first that is
    /// reached by TLS, or the usual ones.
    private static ClientSettings.PkiFiles files(WakeConfiguration ways) {
        for (String uri : ways.neighbours()) {
            try {
                LibvirtUri parsed = LibvirtUri.parse(uri);
                if (parsed.way() == LibvirtUri.Way.TLS) {
                    return ClientSettings.DEFAULT.pki(parsed);
                }
            } catch (MalformedUriException e) {
                throw new IllegalStateException("the parser let it pass", e);
            }
        }
        return ClientSettings.DEFAULT.usualPki();
    }

    /// Is to be told of each request.
    public SleepObserver observer() {
        return care;
    }

    /// Adds what it answers to our program.
    public Consumer<Program.Builder> program() {
        return program::addTo;
    }

    /// What can wake its own host.
    public LocalWake wake() {
        return wake;
    }

    /// What its own host answers to everybody.
    public SharedAnswers shared() {
        return shared;
    }

    /// The hosts that it knows.
    public LocalNeighbours others() {
        return others;
    }

    /// The hosts that said that they sleep.
    public List<Watch> sleepers() {
        return deadMan.watches();
    }

    /// Sends magic packets once.
    public WakeReport wake(Identity caller, WakeOrder order) throws ServiceException {
        return orders.wake(caller, order);
    }

    /// Sends magic packets later.
    ///
    /// @return whom they are for
    public String wakeLater(Identity caller, ScheduledWake later) throws ServiceException {
        return orders.wakeLater(caller, later);
    }

    /// Sets what was forgotten, goes on expecting sleepers, and introduces this host.
    public void start() {
        care.keep();
        deadMan.start();
        neighbours.start();
        Thread.ofPlatform().name("cards").daemon().start(this::lookAfterCards);
    }

    private void lookAfterCards() {
        try {
            while (!end.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                care.keepCards();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.release();
        neighbours.close();
        deadMan.close();
        laterWakes.close();
    }

    /// Hosts are seen and woken over the networks of this one.
    private record OverLan(HostLan lan, ReturnProof proof) implements SleeperWatchdog.WayToHosts {
        @Override
        public Optional<Reason> answers(HostIdentity host) {
            return proof.of(host);
        }

        @Override
        public SentPackets wake(HostIdentity host) {
            WakeTarget target = target(host);
            try {
                return lan.send(target, WakeRoute.everywhere(target.addresses()), Optional.empty());
            } catch (ReasonException e) {
                return new SentPackets(List.of(), List.of(e.reason()));
            }
        }

        private static WakeTarget target(HostIdentity host) {
            return new WakeTarget(host.name(), host.cards(), host.addresses());
        }
    }
}
