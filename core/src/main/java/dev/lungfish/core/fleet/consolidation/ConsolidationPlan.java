package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.evidence.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which hosts are emptied, and how. Nothing is overcommitted after any move, nor while the moves
/// of one round run at once; hosts that are to sleep may do so as soon as they are empty.
///
/// @param emptyings in this order; none where nothing is worth doing
/// @param awake hosts before the plan
/// @param reserve of them, how many stay awake and empty after it
/// @param bound how many must be used whatever is moved
/// @param balance what it costs and saves
/// @param hosts why each host that stays awake does, by its name
/// @param guests why each guest that can't be moved stays, by its name
/// @param nothing why there is nothing to do; empty where something is
public record ConsolidationPlan(
        List<Emptying> emptyings,
        int awake,
        int reserve,
        LowerBound bound,
        Balance balance,
        Map<String, ConsolidationReason> hosts,
        Map<String, ConsolidationReason> guests,
        Optional<ConsolidationReason> nothing) {
    public ConsolidationPlan {
        emptyings = List.copyOf(emptyings);
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        guests = Collections.unmodifiableMap(new LinkedHashMap<>(guests));
    }

    /// A guest that goes from one host to another.
    public record Move(String guest, String from, String to, ByteCount memory) {}

    /// Moves that may run at once.
    public record Round(List<Move> moves) {
        public Round {
            moves = List.copyOf(moves);
        }
    }

    /// A host that is emptied.
    ///
    /// @param rounds one after the other; none where it is empty already
    /// @param sleeps whether it may sleep then; otherwise it is in reserve
    public record Emptying(String host, List<Round> rounds, boolean sleeps) {
        public Emptying {
            rounds = List.copyOf(rounds);
        }
    }

    /// What a plan costs and saves.
    ///
    /// @param memory that is moved
    /// @param watts that its sleeping hosts draw less
    /// @param joules that are expected to be saved in all, wakes and moves paid
    public record Balance(ByteCount memory, int watts, long joules) {
        static final Balance NOTHING = new Balance(new ByteCount(0), 0, 0);
    }

    /// The hosts that sleep, in their order.
    public List<String> sleeping() {
        return emptyings.stream().filter(Emptying::sleeps).map(Emptying::host).toList();
    }

    /// All moves in their order.
    public List<Move> moves() {
        return emptyings.stream()
                .flatMap(emptying -> emptying.rounds().stream())
                .flatMap(round -> round.moves().stream())
                .toList();
    }

    /// How many hosts are awake after it.
    public int awakeAfter() {
        return awake - sleeping().size();
    }

    /// How many more hosts stay awake than the bound and the reserve ask for: what a better plan
    /// could save at most.
    public int gap() {
        return Math.max(0, awakeAfter() - reserve - bound.hosts());
    }

    /// Memory to move for each watt that is saved.
    ///
    /// @return empty where nothing is saved
    public Optional<ByteCount> memoryPerWatt() {
        return balance.watts() == 0
                ? Optional.empty()
                : Optional.of(new ByteCount(balance.memory().bytes() / balance.watts()));
    }
}
