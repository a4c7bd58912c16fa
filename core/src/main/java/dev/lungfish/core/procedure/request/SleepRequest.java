package dev.lungfish.core.procedure.request;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What somebody asked for.
///
/// @param id names the request in the journal and in messages; unique on its host
/// @param requester who asked, in words: `root by lungfish suspend`
/// @param target what the host is asked to do
/// @param length for how long, counted from the end of the delay; empty where the sleep is to have
///   no bound: no alarm ends it
/// @param wake the ways back that it relies on; each is verified before the sleep
/// @param proceeding how it is to be carried out
/// @param purpose what it is for
public record SleepRequest(
        @Bound(bytes = Bounds.ID_BYTES) String id,
        @Bound(bytes = Bounds.REQUESTER_BYTES) String requester,
        SleepTarget target,
        Optional<Duration> length,
        Set<WayBack> wake,
        Proceeding proceeding,
        Purpose purpose) {

    /// How a request is to be carried out.
    ///
    /// @param delay between the acceptance and the first change to the host
    /// @param guests what happens to active guests
    /// @param onEarlyWake what happens when something wakes the host too early
    /// @param ignoredBlockers names of blockers that don't count for this request
    /// @param executor who is to carry it out; empty for the best one that is there
    public record Proceeding(
            Duration delay,
            GuestPolicy guests,
            EarlyWakePolicy onEarlyWake,
            @Bound(items = Bounds.BLOCKERS, bytes = Bounds.BLOCKER_BYTES)
                    Set<String> ignoredBlockers,
            Optional<Executor> executor) {
        public Proceeding {
            ignoredBlockers = Set.copyOf(ignoredBlockers);
        }
    }

    /// What a request is for.
    public enum Purpose {
        /// The host is to sleep.
        SLEEP,
        /// The host sleeps by itself, as it is idle: what only keeps it from that counts too.
        WHEN_IDLE,
        /// The host is to sleep to prove its way back: a proof that failed, or is missing, is no
        /// reason to refuse it, and what it shows is kept whatever it is.
        PROOF,
        /// Only the checks are wanted; nothing is written then.
        DRY_RUN,
        /// Only the checks of a proof are wanted.
        DRY_RUN_OF_PROOF;

        /// The purpose with these two properties.
        public static Purpose of(boolean dryRun, boolean proves) {
            return dryRun ? (proves ? DRY_RUN_OF_PROOF : DRY_RUN) : proves ? PROOF : SLEEP;
        }

        /// Whether only the checks are wanted.
        public boolean dryRun() {
            return this == DRY_RUN || this == DRY_RUN_OF_PROOF;
        }

        /// Whether the way back is to be proved.
        public boolean proves() {
            return this == PROOF || this == DRY_RUN_OF_PROOF;
        }
    }

    public SleepRequest {
        wake = Set.copyOf(wake);
    }

    /// Begins a request: at once, by the alarm, refusing active guests and staying awake when woken
    /// early, as long as nothing else is said.
    public static Builder to(SleepTarget target) {
        return new Builder(target);
    }

    public Duration delay() {
        return proceeding.delay();
    }

    public GuestPolicy guests() {
        return proceeding.guests();
    }

    public EarlyWakePolicy onEarlyWake() {
        return proceeding.onEarlyWake();
    }

    public Set<String> ignoredBlockers() {
        return proceeding.ignoredBlockers();
    }

    public Optional<Executor> executor() {
        return proceeding.executor();
    }

    /// Whether only the checks are wanted.
    public boolean dryRun() {
        return purpose.dryRun();
    }

    /// Whether the way back is to be proved by it.
    public boolean proves() {
        return purpose.proves();
    }

    /// Whether it relies on this way back.
    public boolean reliesOn(WayBack way) {
        return wake.contains(way);
    }

    /// The way back that it is to prove, where it is to prove one: a magic packet where it relies
    /// on one, as the alarm is there for the case that none wakes the host.
    public Optional<WayBack> proved() {
        if (!proves()) {
            return Optional.empty();
        }
        return Optional.of(reliesOn(WayBack.WAKE_ON_LAN) ? WayBack.WAKE_ON_LAN : WayBack.RTC);
    }

    /// For how long, in words: `for 8 h`, `without a bound`.
    public String lengthInWords() {
        return length.map(bound -> "for " + SpokenDuration.of(bound)).orElse("without a bound");
    }

    /// Collects what is known of a request. For one thread.
    public static final class Builder {
        private final SleepTarget target;
        private String id = "";
        private String requester = "";
        private Optional<Duration> length = Optional.empty();
        private Set<WayBack> wake = Set.of(WayBack.RTC);
        private Duration delay = Duration.ZERO;
        private GuestPolicy guests = GuestPolicy.REFUSE;
        private EarlyWakePolicy onEarlyWake = EarlyWakePolicy.STAY;
        private Set<String> ignoredBlockers = Set.of();
        private Optional<Executor> executor = Optional.empty();
        private Purpose purpose = Purpose.SLEEP;

        private Builder(SleepTarget target) {
            this.target = target;
        }

        public Builder named(String name) {
            id = name;
            return this;
        }

        public Builder by(String who) {
            requester = who;
            return this;
        }

        public Builder lasting(Duration bound) {
            return lasting(Optional.of(bound));
        }

        /// For how long; empty for a sleep without a bound.
        public Builder lasting(Optional<Duration> bound) {
            length = bound;
            return this;
        }

        public Builder relyingOn(Set<WayBack> ways) {
            wake = ways;
            return this;
        }

        public Builder after(Duration countdown) {
            delay = countdown;
            return this;
        }

        public Builder guests(GuestPolicy policy) {
            guests = policy;
            return this;
        }

        public Builder onEarlyWake(EarlyWakePolicy policy) {
            onEarlyWake = policy;
            return this;
        }

        public Builder ignoring(Set<String> blockers) {
            ignoredBlockers = blockers;
            return this;
        }

        public Builder carriedOutBy(Optional<Executor> wanted) {
            executor = wanted;
            return this;
        }

        public Builder purpose(Purpose wanted) {
            purpose = wanted;
            return this;
        }

        public SleepRequest build() {
            return new SleepRequest(
                    id,
                    requester,
                    target,
                    length,
                    wake,
                    new Proceeding(delay, guests, onEarlyWake, ignoredBlockers, executor),
                    purpose);
        }
    }
}
