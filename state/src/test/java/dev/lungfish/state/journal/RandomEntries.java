package dev.lungfish.state.journal;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.SuspendStatistics;
import dev.lungfish.core.procedure.proof.SleepEvidence.WakeInterrupt;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// Entries as a host could write them, and stranger ones, from a seed.
public final class RandomEntries {
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "rtc0",
                    "the RTC's alarm (00:04 counted an event)",
                    "with \"quotes\", a \\ and a\nnew line",
                    "\u001b]0;owned\u0007\u0000",
                    "Grüße, 睡眠 and 🐟",
                    "/sys/power/state");

    private final Random random;

    public RandomEntries(long seed) {
        random = new Random(seed);
    }

    JournalEntry next() {
        return switch (random.nextInt(13)) {
            case 0 ->
                    new JournalEntry.Accepted(
                            request(),
                            pick(SleepState.values()),
                            pick(Executor.values()),
                            text(),
                            fingerprint(),
                            maybe(this::cardPrint),
                            moment());
            case 1 -> new JournalEntry.TakingForeignAlarm(text(), rtcTime());
            case 2 -> new JournalEntry.TestingRtc(text(), rtcTime());
            case 3 -> new JournalEntry.TestedRtc(test());
            case 4 ->
                    new JournalEntry.PreparingGuests(
                            pick(GuestPolicy.values()),
                            some(() -> new PreparedGuest(text(), text())));
            case 5 -> new JournalEntry.ChoosingMode(some(() -> new ModeFile(text(), text())));
            case 6 ->
                    new JournalEntry.Entering(
                            new AlarmPlan(
                                    text(), rtcTime(), pick(AlarmPlan.Reason.values()), text()),
                            duration(),
                            sight());
            case 7 -> new JournalEntry.Returned(segment());
            case 10 -> new JournalEntry.EnteringUnbounded(sight());
            case 11 -> new JournalEntry.RunningHooks(some(this::text));
            case 9 -> new JournalEntry.Undone(some(this::reason));
            case 8 -> new JournalEntry.Ended(outcome(), some(this::reason), moment());
            default -> new JournalEntry.Foreign(maybe(this::segment), reason());
        };
    }

    public SleepRequest request() {
        return SleepRequest.to(pick(SleepTarget.values()))
                .named(text())
                .by(text())
                .lasting(maybe(this::duration))
                .relyingOn(Set.copyOf(some(() -> pick(WayBack.values()))))
                .after(duration())
                .guests(pick(GuestPolicy.values()))
                .onEarlyWake(pick(EarlyWakePolicy.values()))
                .ignoring(Set.copyOf(some(this::text)))
                .carriedOutBy(maybe(() -> pick(Executor.values())))
                .purpose(pick(SleepRequest.Purpose.values()))
                .build();
    }

    Fingerprint fingerprint() {
        return new Fingerprint(text(), text(), text(), text());
    }

    private Fingerprint cardPrint() {
        return new Fingerprint(text(), text(), WayBack.WAKE_ON_LAN, text(), text());
    }

    RtcTest test() {
        return new RtcTest(
                fingerprint(),
                instant(),
                Duration.ofSeconds(random.nextBoolean() ? 1 : 60),
                random.nextBoolean(),
                seen());
    }

    public Outcome outcome() {
        return switch (random.nextInt(10)) {
            case 0 -> new Outcome.Slept(duration(), duration(), cause(), reason());
            case 1 -> new Outcome.WokeEarly(duration(), duration(), cause(), reason());
            case 2 -> new Outcome.WokeLate(duration(), duration(), cause(), reason());
            case 3 -> new Outcome.Refused(some(this::reason));
            case 4 -> new Outcome.Cancelled(text(), duration(), reason());
            case 5 -> new Outcome.NeverEntered(text(), text(), text(), reason());
            case 6 -> new Outcome.Unproven(duration(), reason());
            case 8 -> new Outcome.Woken(duration(), cause(), reason());
            case 7 -> new Outcome.ResumedFromNothing(reason());
            default -> new Outcome.WouldSleep(some(this::reason));
        };
    }

    /// As it is read back: what was written names no class.
    public Reason reason() {
        return new ReceivedReason(
                pick("no-swap", "kept-awake"),
                parameters(),
                text(),
                random.nextBoolean() ? "" : text());
    }

    /// One that has no remedy.
    private Reason seen() {
        return new ReceivedReason("alarm-fired", parameters(), text(), "");
    }

    private List<Reason.Parameter> parameters() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> List.of(new Reason.Parameter("count", random.nextLong()));
            case 2 ->
                    List.of(
                            new Reason.Parameter("file", text()),
                            new Reason.Parameter("kept", random.nextBoolean()));
            default ->
                    List.of(
                            new Reason.Parameter("why", seen()),
                            new Reason.Parameter("files", some(this::text)));
        };
    }

    Moment moment() {
        return new Moment(duration(), duration(), instant());
    }

    SleepEvidence sight() {
        return new SleepEvidence(
                moment(),
                reading(this::text),
                reading(this::rtcTime),
                reading(() ->
                        random.nextBoolean()
                                ? new RtcAlarm.Armed(rtcTime())
                                : new RtcAlarm.Unarmed()),
                new SuspendStatistics(
                        reading(random::nextLong),
                        reading(random::nextLong),
                        reading(this::text),
                        reading(random::nextLong),
                        reading(this::text)),
                reading(() -> new WakeInterrupt(random.nextInt(), text())),
                reading(this::counts),
                reading(this::counts),
                reading(() -> new Choice(some(this::text), maybe(this::text))));
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        some(this::text).forEach(name -> counts.put(name, random.nextLong()));
        return Map.copyOf(counts);
    }

    Segment segment() {
        AlarmPlan.Reason reason = pick(AlarmPlan.Reason.values());
        boolean bound = reason != AlarmPlan.Reason.UNBOUNDED;
        return new Segment(
                pick(SleepState.values()),
                reason,
                duration(),
                duration(),
                bound ? duration() : Duration.ZERO,
                bound ? duration() : Duration.ZERO,
                cause(),
                random.nextBoolean(),
                instant());
    }

    private WakeCause cause() {
        return new WakeCause(pick(WakeCause.Kind.values()), seen());
    }

    private <T> Reading<T> reading(Supplier<T> value) {
        return switch (random.nextInt(5)) {
            case 0 -> new Reading.Absent<>(text());
            case 1 -> new Reading.Denied<>(text(), text());
            case 2 -> new Reading.Malformed<>(text(), text());
            case 3 -> new Reading.Failed<>(text(), text());
            default -> new Reading.Present<>(text(), value.get(), text());
        };
    }

    private RtcTime rtcTime() {
        return new RtcTime(
                random.nextLong(
                        RtcTime.EARLIEST.secondsSinceEpoch(),
                        RtcTime.LATEST.secondsSinceEpoch() + 1));
    }

    private Duration duration() {
        return Duration.ofSeconds(
                random.nextLong(-1_000_000, 100_000_000), random.nextInt(1_000_000_000));
    }

    private Instant instant() {
        return Instant.ofEpochSecond(
                random.nextLong(-1_000_000, 10_000_000_000L), random.nextInt(1_000_000_000));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> some(Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            elements.add(element.get());
        }
        return elements;
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }
}
