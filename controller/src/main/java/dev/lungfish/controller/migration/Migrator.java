package dev.lungfish.controller.migration;

import dev.lungfish.controller.migration.MoveOutcome.Moved;
import dev.lungfish.controller.migration.MoveOutcome.Stayed;
import dev.lungfish.controller.migration.MoveOutcome.Unclear;
import dev.lungfish.controller.migration.Whereabouts.Active;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.remote.DomainFlags;
import dev.lungfish.libvirt.remote.DomainList;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.ListAllDomainsArguments;
import dev.lungfish.libvirt.remote.PerformArguments;
import dev.lungfish.libvirt.remote.PerformArguments.Flag;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.TypedParameter;
import dev.lungfish.libvirt.remote.TypedParameter.Value;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Moves one guest at a time for each caller. Safe for use by several threads.
///
/// 1. Both hosts are asked. A guest that is on the destination already is not moved.
/// 2. The source is told to migrate. It and the destination do so alone.
/// 3. At the limit the job is aborted. libvirt then undoes it, and the guest runs on at the source.
/// 4. Both hosts are asked again, whatever was answered. What they say is the outcome.
///
/// A process that ends in between leaves a migration that ends by itself: [#settle] then says what
/// became of it.
public final class Migrator {
    /// How often, and after which time each, a migration is aborted until it has ended.
    private static final int UNDOING_TRIES = 30;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private static final Duration UNDOING = BETWEEN_TRIES.multipliedBy(UNDOING_TRIES);

    private static final Duration STEP = Duration.ofMillis(200);

    private final ClientSettings settings;

    public Migrator(ClientSettings settings) {
        this.settings = settings;
    }

    /// Moves a guest, and waits until that is done, failed, or was aborted.
    public MoveOutcome move(GuestMove move) {
        try (Client source = open(move.source(), move.limit().plus(UNDOING.multipliedBy(2)));
                Client destination = open(move.destination(), settings.time())) {
            Optional<Active> there = Whereabouts.of(source, move.guest()).active();
            if (there.isEmpty()) {
                return new Stayed(
                        new MigrationReason.GuestNotOnSource(move.guest(), move.source().name()));
            }
            if (!(Whereabouts.of(destination, move.guest()) instanceof Whereabouts.Absent)) {
                return new Stayed(
                        new MigrationReason.GuestAlreadyThere(
                                move.guest(), move.destination().name()));
            }
            Optional<MigrationReason> failure = perform(source, there.get().guest(), move);
            return outcome(source, destination, move, failure);
        } catch (SilentHost e) {
            return new Unclear(e.reason);
        } catch (IOException e) {
            return new Unclear(silent(move.source(), e));
        }
    }

    /// What became of a move that was begun by a process that is gone. A migration that still runs
    /// is left to itself.
    public MoveOutcome settle(GuestMove move) {
        try (Client source = open(move.source(), settings.time());
                Client destination = open(move.destination(), settings.time())) {
            return outcome(source, destination, move, Optional.empty());
        } catch (SilentHost e) {
            return new Unclear(e.reason);
        } catch (IOException e) {
            return new Unclear(silent(move.source(), e));
        }
    }

    /// Aborts a move that was begun by a process that is gone, and says what became of it. libvirt
    /// undoes it in its own time: it may still run when this returns.
    public MoveOutcome abort(GuestMove move) {
        try (Client source = open(move.source(), settings.time());
                Client destination = open(move.destination(), settings.time())) {
            Optional<Active> there = Whereabouts.of(source, move.guest()).active();
            boolean aborted = there.isPresent() && abort(source, there.get().guest());
            return outcome(
                    source,
                    destination,
                    move,
                    aborted
                            ? Optional.of(
                                    new MigrationReason.MigrationTooLong(
                                            move.guest(), move.limit()))
                            : Optional.empty());
        } catch (SilentHost e) {
            return new Unclear(e.reason);
        } catch (IOException e) {
            return new Unclear(silent(move.source(), e));
        }
    }

    /// Why it failed; empty where libvirt says that it is done.
    private static Optional<MigrationReason> perform(
            Client source, DomainReference guest, GuestMove move) throws IOException {
        PerformArguments arguments = arguments(source, guest, move);
        CompletableFuture<Optional<MigrationReason>> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("migration of " + move.guest())
                .start(() -> answer.complete(call(source, arguments)));
        boolean inTime = Pause.of(move.limit(), STEP, answer::isDone);
        if (inTime && answer.isDone()) {
            return answer.join();
        }
        boolean aborted = false;
        for (int tries = 0; tries < UNDOING_TRIES && !answer.isDone(); tries++) {
            aborted |= abort(source, guest);
            boolean _ = Pause.of(BETWEEN_TRIES, STEP, answer::isDone);
        }
        return aborted || !answer.isDone()
                ? Optional.of(new MigrationReason.MigrationTooLong(move.guest(), move.limit()))
                : answer.join();
    }

    /// Whether there was a job to end: in between its steps libvirt has none, and at its end.
    private static boolean abort(Client source, DomainReference guest) throws IOException {
        try {
            source.call(Domains.ABORT_JOB, guest);
            return true;
        } catch (RpcException _) {
            return false;
        }
    }

    private static Optional<MigrationReason> call(Client source, PerformArguments arguments) {
        try {
            byte[] _ = source.call(Domains.MIGRATE_PERFORM, arguments);
            return Optional.empty();
        } catch (RpcException e) {
            return Optional.of(
                    new MigrationReason.MigrationRefused(
                            arguments.domain().name(), e.error().text()));
        } catch (IOException e) {
            return Optional.of(
                    new MigrationReason.MigrationRefused(
                            arguments.domain().name(), String.valueOf(e.getMessage())));
        }
    }

    private static PerformArguments arguments(Client source, DomainReference guest, GuestMove move)
            throws IOException {
        Set<Flag> flags = EnumSet.of(Flag.LIVE, Flag.PEER2PEER, Flag.AUTO_CONVERGE);
        if (!isTransient(source, guest)) {
            flags.addAll(List.of(Flag.PERSIST_DESTINATION, Flag.UNDEFINE_SOURCE));
        }
        if (move.copyDisks()) {
            flags.add(Flag.COPY_DISKS);
        }
        return new PerformArguments(
                guest,
                move.destination().peerUri(),
                move.destination().data().stream()
                        .map(uri -> new TypedParameter("migrate_uri", new Value.Text(uri)))
                        .toList(),
                flags.stream().mapToInt(Flag::raw).sum());
    }

    /// Whether nothing of it is kept where it is off.
    private static boolean isTransient(Client source, DomainReference guest) throws IOException {
        try {
            DomainList found =
                    source.call(
                            Remote.LIST_ALL_DOMAINS,
                            new ListAllDomainsArguments(true, Domains.LIST_TRANSIENT));
            return found.domains().stream().anyMatch(one -> one.uuid().equals(guest.uuid()));
        } catch (RpcException e) {
            throw new IOException(e.error().text(), e);
        }
    }

    private static MoveOutcome outcome(
            Client source, Client destination, GuestMove move, Optional<MigrationReason> failure)
            throws IOException {
        Whereabouts here = ask(source, move.source(), move.guest());
        Whereabouts there = ask(destination, move.destination(), move.guest());
        Optional<Active> left = here.active();
        Optional<Active> arrived = there.active();
        if (left.isPresent() && arrived.isPresent()) {
            return new Unclear(
                    left.get().busy()
                            ? new MigrationReason.MigrationStillRuns(
                                    move.guest(), move.source().name())
                            : new MigrationReason.GuestOnBothHosts(
                                    move.guest(), here.inWords(), there.inWords()));
        }
        if (arrived.isPresent()) {
            return new Moved(stopped(destination, arrived.get().guest()));
        }
        if (left.isPresent()) {
            return new Stayed(
                    failure.orElseGet(() ->
                            new MigrationReason.MigrationRefused(move.guest(), here.inWords())));
        }
        return new Unclear(new MigrationReason.GuestOnNoHost(move.guest()));
    }

    private static Whereabouts ask(Client client, MigrationHost host, String guest)
            throws SilentHost {
        try {
            return Whereabouts.of(client, guest);
        } catch (IOException e) {
            throw new SilentHost(silent(host, e), e);
        }
    }

    /// How long its processors stood still.
    ///
    /// **Source:** `VIR_DOMAIN_JOB_DOWNTIME` in `include/libvirt/libvirt-domain.h`, in
    /// milliseconds.
    private static Optional<Duration> stopped(Client destination, DomainReference guest)
            throws IOException {
        try {
            return destination
                    .call(Domains.GET_JOB_STATS, new DomainFlags(guest, Domains.COMPLETED))
                    .fields()
                    .stream()
                    .filter(field -> field.field().equals("downtime"))
                    .flatMap(field ->
                            field.value() instanceof Value.UnsignedInt64(long millis)
                                    ? Optional.of(Duration.ofMillis(millis)).stream()
                                    : Optional.<Duration>empty().stream())
                    .findFirst();
        } catch (RpcException _) {
            return Optional.empty();
        }
    }

    private Client open(MigrationHost host, Duration time) throws SilentHost {
        try {
            return Client.open(host.uri(), settings.with(time));
        } catch (IOException e) {
            throw new SilentHost(silent(host, e), e);
        } catch (RpcException e) {
            throw new SilentHost(
                    new MigrationReason.MigrationHostSilent(host.name(), e.error().text()), e);
        }
    }

    private static MigrationReason silent(MigrationHost host, IOException e) {
        return new MigrationReason.MigrationHostSilent(host.name(), String.valueOf(e.getMessage()));
    }

    /// A host that does not answer.
    private static final class SilentHost extends IOException {
        private static final long serialVersionUID = 1;

        private final transient MigrationReason reason;

        SilentHost(MigrationReason reason, Exception cause) {
            super(cause);
            this.reason = reason;
        }
    }
}
