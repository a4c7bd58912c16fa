package dev.lungfish.daemon.neighbour;

import dev.lungfish.agent.neighbour.HostIdentityJson;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.service.ThisProcess;
import dev.lungfish.api.ServiceException;
import dev.lungfish.client.Caller;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.wake.SleepingHost;
import dev.lungfish.daemon.wake.WakeCalls;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The daemons that the configuration names: this host introduces itself to them, which says that
/// it is awake, and tells them before it sleeps. Safe for use by several threads.
public final class Neighbours implements AutoCloseable {
    /// Between two introductions.
    private static final Duration OFTEN = Duration.ofMinutes(10);

    /// The same while a neighbour is not reached; after a sleep the network needs some seconds.
    private static final Duration SOON = Duration.ofSeconds(10);

    /// After so many quick attempts a neighbour that is not reached is tried as often as the
    /// others.
    private static final int MOST_QUICK = 12;

    private static final Duration CALL = Duration.ofSeconds(10);

    /// The host is about to sleep, so all of them together get no more.
    private static final Duration NOTICE = Duration.ofSeconds(4);

    private static final Caller CALLER = new Caller(ThisProcess::tunnel, ThisProcess::clock);

    private final List<String> uris;
    private final Supplier<HostIdentity> here;
    private final HostInventory inventory;
    private final Supplier<Instant> clock;
    private final Log log;
    private final Semaphore wanted = new Semaphore(0);
    private final Set<String> away = new HashSet<>();
    private Optional<Thread> thread = Optional.empty();
    private volatile boolean closed;

    /// @param uris of the daemons
    /// @param here what this host says of itself
    /// @param clock the wall clock
    public Neighbours(
            List<String> uris,
            Supplier<HostIdentity> here,
            HostInventory inventory,
            Supplier<Instant> clock,
            Log log) {
        this.uris = List.copyOf(uris);
        this.here = here;
        this.inventory = inventory;
        this.clock = clock;
        this.log = log;
    }

    /// Introduces this host, now and from time to time.
    public synchronized void start() {
        if (!uris.isEmpty()) {
            thread = Optional.of(Thread.ofPlatform().name("neighbours").daemon().start(this::run));
        }
    }

    /// Introduces this host again, soon: it is awake.
    public void introduceAgain() {
        wanted.release();
    }

    /// Whether there is anybody to tell.
    public boolean exist() {
        return !uris.isEmpty();
    }

    /// Tells all at once that this host is about to sleep.
    ///
    /// @return the URIs of those that look after it now
    public List<String> tell(SleepRequest request) {
        SleepingHost notice =
                new SleepingHost(
                        HostIdentityJson.document(here.get()),
                        request.id(),
                        request.target().spelling(),
                        request.length().map(Duration::toMillis).orElse(null));
        BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
        for (String uri : uris) {
            Thread.ofVirtual()
                    .name("tell " + uri)
                    .start(() ->
                            answers.add(tell(uri, notice) ? Optional.of(uri) : Optional.empty()));
        }
        List<String> told = new ArrayList<>();
        Deadline deadline = Deadline.after(NOTICE);
        try {
            for (int i = 0; i < uris.size(); i++) {
                Optional<String> answer =
                        answers.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    break;
                }
                answer.ifPresent(told::add);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return told;
    }

    private boolean tell(String uri, SleepingHost notice) {
        try (DaemonClient daemon = DaemonClient.connect(uri, false, NOTICE, CALLER)) {
            daemon.call(WakeCalls.SLEEPING, notice);
            return true;
        } catch (ServiceException | IllegalArgumentException e) {
            log.event(new LogEvent.NeighbourNotNotified(uri, notice.request(), Reasoned.of(e)));
            return false;
        }
    }

    private void run() {
        int quick = 0;
        while (!closed) {
            boolean all = true;
            for (String uri : uris) {
                all &= introduce(uri);
            }
            quick = all ? 0 : quick + 1;
            Duration wait = all || quick > MOST_QUICK ? OFTEN : SOON;
            try {
                if (wanted.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                    quick = 0;
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private boolean introduce(String uri) {
        try (DaemonClient daemon = DaemonClient.connect(uri, false, CALL, CALLER)) {
            HostIdentity card =
                    HostIdentityJson.ofDocument(
                            daemon.call(
                                    WakeCalls.INTRODUCE, HostIdentityJson.document(here.get())));
            inventory.saw(card, Optional.of(uri), clock.get());
            if (away.remove(uri)) {
                log.event(new LogEvent.NeighbourReachedAgain(uri));
            }
            return true;
        } catch (ServiceException | IllegalArgumentException | StateException e) {
            if (!closed && away.add(uri)) {
                log.event(new LogEvent.NeighbourNotReached(uri, Reasoned.of(e)));
            }
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            thread.ifPresent(Thread::interrupt);
        }
    }
}
