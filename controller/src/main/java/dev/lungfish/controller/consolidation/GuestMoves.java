package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.LibvirtSettings;
import dev.lungfish.controller.config.MovesConfiguration;
import dev.lungfish.controller.fleet.Change;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.fleet.Placement;
import dev.lungfish.controller.migration.GuestMove;
import dev.lungfish.controller.migration.MigrationHost;
import dev.lungfish.controller.migration.MigrationReason;
import dev.lungfish.controller.migration.MoveOutcome;
import dev.lungfish.controller.store.MoveTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Move;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.libvirt.client.MalformedUriException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Moves single guests. Each move is in the database before libvirt is told, and its outcome leaves
/// it with the event that tells of it: a process that is killed in between leaves a row, by which
/// the next one looks at both hosts. The hosts of a move stay awake. Safe for use by several
/// threads.
final class GuestMoves {
    /// The shortest limit of a move that goes on.
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final FleetLoop loop;
    private final Placement placement;
    private final Store store;
    private final Hypervisors hypervisors;
    private final MovesConfiguration settings;
    private final InstantSource clock;
    private final Consumer<Reason> log;
    private final MoveCounts counts;

    /// What a human was told of moves that are not clear.
    private final Set<Reason> told = ConcurrentHashMap.newKeySet();

    /// @param counts is told what becomes of moves
    GuestMoves(Consolidator.Parts parts, MoveCounts counts) {
        this.counts = counts;
        loop = parts.loop();
        placement = parts.loop().questions().placement();
        store = parts.store();
        hypervisors = parts.hypervisors();
        settings = parts.moves();
        clock = parts.clock();
        log = parts.log();
        open().forEach(row -> placement.goesOn(row.guest(), row.source(), row.destination()));
    }

    /// Moves whose outcome is not known.
    List<MoveTable.Row> open() {
        return store.work(transaction -> transaction.moves().open());
    }

    /// Of how many of those a human was told that they are not clear.
    int unclear() {
        return (int)
                told.stream()
                        .filter(PlacementReason.GuestMoveUnclear.class::isInstance)
                        .map(reason -> ((PlacementReason.GuestMoveUnclear) reason).guest())
                        .distinct()
                        .count();
    }

    /// Moves a guest.
    ///
    /// @param load what it takes
    /// @param changed why it is not wanted any more; empty where it is
    MoveOutcome move(String pool, Move move, GuestLoad load, Supplier<Optional<Reason>> changed) {
        Optional<Reason> no =
                changed.get()
                        .or(() -> withoutRoom(move, load))
                        .or(() -> placement.begin(move.guest(), move.from(), move.to()));
        if (no.isPresent()) {
            return new MoveOutcome.Stayed(
                    new MigrationReason.MigrationPutOff(move.guest(), no.get()));
        }
        Instant now = clock.instant();
        MoveTable.Row row =
                new MoveTable.Row(
                        move.guest(),
                        pool,
                        move.from(),
                        move.to(),
                        now,
                        now.plus(settings.limit()));
        try {
            boolean _ =
                    store.work(transaction -> {
                        transaction.moves().begin(row);
                        return true;
                    });
        } catch (RuntimeException e) {
            placement.end(row.guest(), row.source(), row.destination());
            throw e;
        }
        counts.began();
        MoveOutcome outcome = ask(row, settings.limit(), hypervisors::move);
        conclude(row, outcome, true);
        return outcome;
    }

    /// Its neighbours there may have grown since the plan was made.
    private Optional<Reason> withoutRoom(Move move, GuestLoad load) {
        Optional<LibvirtSettings> table = settings.of(move.to());
        if (table.isEmpty()) {
            return Optional.of(new PlacementReason.HostWithoutLibvirt(move.to()));
        }
        return switch (hypervisors.survey(table.get(), move.to())) {
            case HostSurvey.Unknown(Reason why) -> Optional.of(why);
            case HostSurvey.Seen there ->
                    there.hasRoom(load)
                            ? Optional.empty()
                            : Optional.of(new ConsolidationReason.GuestFindsNoRoom());
        };
    }

    /// Finds out what became of the moves of a pool that are open.
    void settle(String pool) {
        for (MoveTable.Row row : open()) {
            if (row.pool().equals(pool)) {
                settle(row);
            }
        }
    }

    private void settle(MoveTable.Row row) {
        MoveOutcome outcome = ask(row, LEAST, hypervisors::settle);
        boolean late = !clock.instant().isBefore(row.limit());
        if (late && runs(outcome)) {
            conclude(
                    row,
                    ask(row, Duration.between(row.begun(), row.limit()), hypervisors::abort),
                    true);
        } else {
            conclude(row, outcome, false);
        }
    }

    private static boolean runs(MoveOutcome outcome) {
        return outcome instanceof MoveOutcome.Unclear(MigrationReason.MigrationStillRuns _);
    }

    /// Asks both hosts of a move.
    private interface Question {
        MoveOutcome of(GuestMove move);
    }

    private MoveOutcome ask(MoveTable.Row row, Duration limit, Question question) {
        try {
            return question.of(
                    new GuestMove(
                            row.guest(),
                            host(row.source()),
                            host(row.destination()),
                            settings.copyDisks(),
                            limit.isPositive() ? limit : LEAST));
        } catch (IOException e) {
            return new MoveOutcome.Unclear(
                    new MigrationReason.MigrationHostSilent(
                            row.source(), String.valueOf(e.getMessage())));
        }
    }

    private MigrationHost host(String name) throws IOException {
        LibvirtSettings table =
                settings.of(name)
                        .orElseThrow(() -> new IOException("no table [libvirt.NAME] has " + name));
        try {
            return table.of(name);
        } catch (MalformedUriException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// @param failed whether a guest that stayed is left alone for a while
    private void conclude(MoveTable.Row row, MoveOutcome outcome, boolean failed) {
        switch (outcome) {
            case MoveOutcome.Moved(Optional<Duration> stopped) -> {
                end(
                        row,
                        new PlacementReason.GuestMoved(
                                row.guest(), row.source(), row.destination(), stopped),
                        false,
                        transaction -> transaction.moves().moved(row.pool(), row.guest()));
                counts.moved(stopped.orElse(Duration.ZERO));
            }
            case MoveOutcome.Stayed(MigrationReason why) -> {
                end(
                        row,
                        new PlacementReason.GuestNotMoved(
                                row.guest(), row.source(), row.destination(), why),
                        failed,
                        failed ? failed(row) : _ -> {});
                counts.stayed();
            }
            case MoveOutcome.Unclear(MigrationReason.MigrationStillRuns _) -> {}
            case MoveOutcome.Unclear(MigrationReason.GuestOnNoHost why) -> {
                // There is nothing that could be doubled: it was ended, or it crashed.
                Reason unclear = unclear(row, why);
                log.accept(unclear);
                end(row, unclear, true, failed(row));
                counts.gone();
            }
            case MoveOutcome.Unclear(MigrationReason why) -> {
                Reason unclear = unclear(row, why);
                if (told.add(unclear)) {
                    log.accept(unclear);
                    tell(row, unclear, false, _ -> {});
                }
            }
        }
    }

    private static Reason unclear(MoveTable.Row row, MigrationReason why) {
        return new PlacementReason.GuestMoveUnclear(
                row.guest(), row.source(), row.destination(), why);
    }

    private Consumer<Transaction> failed(MoveTable.Row row) {
        Instant now = clock.instant();
        return transaction -> transaction.moves().failed(row.pool(), row.guest(), now);
    }

    private void end(MoveTable.Row row, Reason why, boolean failed, Consumer<Transaction> with) {
        tell(
                row,
                why,
                failed,
                transaction -> {
                    transaction.moves().end(row.pool(), row.guest());
                    with.accept(transaction);
                });
        placement.end(row.guest(), row.source(), row.destination());
        boolean _ =
                told.removeIf(reason ->
                        reason instanceof PlacementReason.GuestMoveUnclear unclear
                                && unclear.guest().equals(row.guest()));
    }

    /// Writes an event of the source, or of nobody where that has left the fleet.
    private void tell(MoveTable.Row row, Reason why, boolean failed, Consumer<Transaction> with) {
        Set<String> names = new HashSet<>();
        loop.members().stream().map(Member::name).forEach(names::add);
        if (names.contains(row.source())) {
            try {
                Member _ = loop.change(row.source(), new Change.Placed(why, failed, with));
                return;
            } catch (ReasonException _) {
                // It has left the fleet a moment ago.
            }
        }
        Instant now = clock.instant();
        boolean _ =
                store.work(transaction -> {
                    with.accept(transaction);
                    transaction.events().add(now, Optional.empty(), why);
                    return true;
                });
    }
}
