package dev.lungfish.core.fleet.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How many hosts of a pool are used at which time of the week, by its own history.
///
/// A week has 672 slots of 15 minutes, by the clock of a place. The most that was used in a slot is
/// remembered for the last eight weeks, and each week counts for four fifths of the one after it. A
/// forecast is the median of these, and an interval from their tenth to their ninth tenth.
///
/// Each slot is forecast before it is learned, so that the error is that of a forecast, and it is
/// compared with the naive one: as a week before.
///
/// Driven by time steps of at most one slot. The same for the same steps. Not safe to share between
/// threads.
public final class WeeklyForecast {
    /// What is counted together.
    public static final Duration SLOT = Duration.ofMinutes(15);

    /// What is older is forgotten.
    public static final Duration MEMORY = Duration.ofDays(56);

    private static final int OF_DAY = 96;
    private static final int OF_WEEK = 7 * OF_DAY;
    private static final int WEEKS = 8;
    private static final double FORGETTING = 0.8;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;
    private static final int NOTHING = -1;

    private final ZoneId zone;
    private final int[][] most = new int[OF_WEEK][WEEKS];
    private final long[][] weeks = new long[OF_WEEK][WEEKS];
    private final Errors errors = new Errors();
    private Optional<Slot> open = Optional.empty();
    private Optional<Instant> first = Optional.empty();

    /// @param zone by whose clock people come and go
    public WeeklyForecast(ZoneId zone) {
        this.zone = zone;
        for (int[] slot : most) {
            Arrays.fill(slot, NOTHING);
        }
    }

    /// A quarter of an hour that is over.
    ///
    /// @param at its beginning
    /// @param most how many hosts were used at once
    public record Slot(Instant at, int most) {}

    /// What is expected of a time.
    public record Prediction(int low, int median, int high) {}

    /// How far forecasts were off, in hosts; older ones count less.
    ///
    /// @param slots that were compared
    /// @param own mean absolute error of the median
    /// @param naive the same of the forecast that all is as a week before
    /// @param coverage in which share of all slots the interval was right: 0.8 is meant
    public record Accuracy(int slots, double own, double naive, double coverage) {}

    /// Says how many hosts are used at a moment. Times only grow.
    ///
    /// @return the slot that ended with that, to be kept; empty where none did
    public Optional<Slot> observe(Instant at, int used) {
        Instant slot = beginning(at);
        Optional<Slot> over = open.filter(before -> before.at().isBefore(slot));
        over.ifPresent(before -> learn(before.at(), before.most()));
        int before = open.filter(now -> !now.at().isBefore(slot)).map(Slot::most).orElse(0);
        open = Optional.of(new Slot(slot, Math.max(before, used)));
        return over;
    }

    /// Learns a whole slot: one of [#observe] that was kept.
    public void learn(Instant at, int used) {
        int slot = slot(at);
        long week = week(at);
        Optional<Prediction> before = at(at);
        int lastWeek = value(slot, week - 1);
        if (before.isPresent() && lastWeek != NOTHING) {
            errors.add(before.get(), lastWeek, used);
        }
        int place = (int) Math.floorMod(week, (long) WEEKS);
        boolean same = weeks[slot][place] == week && most[slot][place] != NOTHING;
        most[slot][place] = same ? Math.max(used, most[slot][place]) : used;
        weeks[slot][place] = week;
        first = first.or(() -> Optional.of(at));
        if (open.isEmpty() || open.get().at().isBefore(at)) {
            open = Optional.of(new Slot(at, used));
        }
    }

    /// What is expected of a time; empty where nothing is known of that time of the week.
    public Optional<Prediction> at(Instant time) {
        int slot = slot(time);
        long week = week(time);
        List<Sample> samples = new ArrayList<>();
        double weight = 0;
        for (int place = 0; place < WEEKS; place++) {
            long age = week - weeks[slot][place];
            if (most[slot][place] != NOTHING && age > 0 && age <= WEEKS) {
                Sample sample = new Sample(most[slot][place], Math.pow(FORGETTING, (double) age));
                samples.add(sample);
                weight += sample.weight();
            }
        }
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        samples.sort(Comparator.comparingInt(Sample::used));
        return Optional.of(
                new Prediction(
                        quantile(samples, LOW * weight),
                        quantile(samples, weight / 2),
                        quantile(samples, HIGH * weight)));
    }

    private record Sample(int used, double weight) {}

    private static int quantile(List<Sample> sorted, double weight) {
        double sum = 0;
        for (Sample sample : sorted) {
            sum += sample.weight();
            if (sum >= weight) {
                return sample.used();
            }
        }
        return sorted.getLast().used();
    }

    /// The most hosts that are expected to be used from one moment to another one: the upper end of
    /// the interval.
    public int most(Instant from, Instant to) {
        int highest = 0;
        for (Instant slot = beginning(from); !slot.isAfter(to); slot = slot.plus(SLOT)) {
            highest = Math.max(highest, at(slot).map(Prediction::high).orElse(0));
        }
        return highest;
    }

    /// How far it was off.
    public Accuracy accuracy() {
        return errors.accuracy();
    }

    /// Whether it is good enough to act on: it has seen two weeks, has been compared in one of
    /// them, and was not further off than the naive forecast.
    public boolean isOfUse() {
        return errors.slots >= OF_WEEK && errors.own <= errors.naive && hasSeenTwoWeeks();
    }

    private boolean hasSeenTwoWeeks() {
        return first.isPresent()
                && open.isPresent()
                && !open.get().at().isBefore(first.get().plus(Duration.ofDays(14)));
    }

    /// Since when it has learned; empty where it has learned nothing yet.
    public Optional<Instant> since() {
        return first;
    }

    private int value(int slot, long week) {
        int place = (int) Math.floorMod(week, (long) WEEKS);
        return weeks[slot][place] == week ? most[slot][place] : NOTHING;
    }

    private static Instant beginning(Instant at) {
        long slot = SLOT.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), slot) * slot);
    }

    private int slot(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        int ofDay = (local.getHour() * 60 + local.getMinute()) / (int) SLOT.toMinutes();
        return (local.getDayOfWeek().getValue() - 1) * OF_DAY + ofDay;
    }

    /// Weeks are counted from a Monday.
    private long week(Instant at) {
        return Math.floorDiv(at.atZone(zone).toLocalDate().toEpochDay() + 3, 7L);
    }

    private static final class Errors {
        /// A slot counts for half of one that is a week later.
        private static final double AGEING = Math.pow(0.5, 1.0 / OF_WEEK);

        private int slots;
        private double weight;
        private double own;
        private double naive;
        private double covered;

        void add(Prediction expected, int lastWeek, int used) {
            slots++;
            weight = weight * AGEING + 1;
            own = own * AGEING + Math.abs(expected.median() - used);
            naive = naive * AGEING + Math.abs(lastWeek - used);
            boolean right = used >= expected.low() && used <= expected.high();
            covered = covered * AGEING + (right ? 1 : 0);
        }

        Accuracy accuracy() {
            double of = Math.max(weight, 1);
            return new Accuracy(slots, own / of, naive / of, covered / of);
        }
    }
}
