package dev.lungfish.controller.admin;

import dev.lungfish.controller.whatif.ChangedRules;
import dev.lungfish.controller.whatif.WhatIf;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.replay.result.Curve;
import dev.lungfish.replay.result.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the API takes and answers about other rules of a pool, as records, like [Views].
public final class WhatIfViews {
    private static final String LEARNED = "learned";
    private static final double JOULES = 3600;

    private WhatIfViews() {}

    public record WhatIfBody(
            Optional<Duration> first,
            Optional<Duration> longest,
            Optional<Integer> awakeAtLeast,
            Optional<String> reserve,
            Optional<Integer> wakers,
            Optional<Integer> wakesPerDay,
            Optional<String> idle,
            Optional<Duration> breakEven,
            Optional<String> idleShare) {
        /// What is meant.
        ///
        /// @param usual the idle rule of the pool
        ChangedRules rules(IdleRule usual) {
            return new ChangedRules(
                    first,
                    longest,
                    awakeAtLeast,
                    reserve.map(WhatIfBody::reserved),
                    wakers,
                    wakesPerDay,
                    idle(usual));
        }

        private static Reserve reserved(String text) {
            if (!text.matches("\\d{1,7}|\\d{1,3}%")) {
                throw new IllegalArgumentException(
                        "'reserve' is '%s', and a number or a share as 20%% is expected"
                                .formatted(text));
            }
            return text.endsWith("%")
                    ? new Reserve.Share(Integer.parseInt(text.substring(0, text.length() - 1)))
                    : new Reserve.Hosts(Integer.parseInt(text));
        }

        private Optional<IdleRule> idle(IdleRule usual) {
            boolean learns = breakEven.isPresent() || idleShare.isPresent();
            if (idle.filter(text -> !text.equals(LEARNED)).isPresent()) {
                if (learns) {
                    throw new IllegalArgumentException(
                            "'breakEven' and 'idleShare' go with the 'idle' learned alone");
                }
                return Optional.of(new IdleRule.Fixed(WrittenDuration.parse(idle.get())));
            }
            if (idle.isEmpty() && !learns) {
                return Optional.empty();
            }
            IdleRule.Learned rest =
                    usual instanceof IdleRule.Learned learned ? learned : IdleRule.USUAL;
            return Optional.of(
                    new IdleRule.Learned(
                            breakEven.orElse(rest.breakEven()),
                            idleShare.map(WhatIfBody::share).orElse(rest.budget())));
        }

        private static double share(String text) {
            if (!text.matches("0(\\.\\d{1,9})?")) {
                throw new IllegalArgumentException(
                        "'idleShare' is '%s', and a share as 0.01 is expected".formatted(text));
            }
            return Double.parseDouble(text);
        }
    }

    public record WhatIfView(
            String pool,
            Instant from,
            Instant until,
            int hosts,
            Duration part,
            List<Double> need,
            FiguresView today,
            FiguresView changed,
            String toml,
            List<String> notSimulated) {
        static WhatIfView of(String pool, WhatIf.Answer answer, List<String> notSimulated) {
            return new WhatIfView(
                    pool,
                    answer.from(),
                    answer.from().plus(answer.length()),
                    answer.hosts(),
                    answer.length().dividedBy(answer.need().parts()),
                    means(answer.need()),
                    FiguresView.of(answer.today()),
                    FiguresView.of(answer.changed()),
                    answer.toml(),
                    notSimulated);
        }
    }

    public record FiguresView(
            double energy,
            long wakes,
            long waited,
            Duration p99Wait,
            Duration longestWait,
            double awakeMean,
            List<Double> awake) {
        static FiguresView of(Figures figures) {
            List<Double> awake = means(figures.awake());
            return new FiguresView(
                    figures.joules() / JOULES,
                    figures.sleeps(),
                    figures.waits().count(),
                    Duration.ofMillis(figures.waits().quantile(0.99)),
                    Duration.ofMillis(figures.waits().longest()),
                    awake.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                    awake);
        }
    }

    private static List<Double> means(Curve curve) {
        return IntStream.range(0, curve.parts()).mapToObj(curve::mean).toList();
    }
}
