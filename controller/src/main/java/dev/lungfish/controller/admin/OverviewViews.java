package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.Views.EventView;
import dev.lungfish.controller.attention.Attention;
import dev.lungfish.controller.attention.AttentionItem;
import dev.lungfish.controller.attention.AttentionKind;
import dev.lungfish.controller.attention.AttentionLevel;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.fleet.PlacedMember;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What the API answers about the whole fleet at a glance, as records, like [Views].
public final class OverviewViews {
    /// Where watts come from, as long as no meter tells them at once.
    static final String MODELLED = "modelled";

    private OverviewViews() {}

    public record HostRowsQuery(
            Optional<String> pool,
            Optional<String> state,
            Optional<String> prefix,
            Optional<String> after,
            Optional<Integer> limit) {}

    public record HostRowsView(
            Instant at, long seq, List<HostRowView> hosts, Optional<String> next) {}

    public record HostRowView(
            String name,
            String id,
            String pool,
            String mode,
            String state,
            Instant since,
            String target,
            Optional<Instant> until,
            Optional<Instant> called,
            Optional<Integer> guests,
            Optional<Boolean> wayBack,
            Optional<Instant> told,
            Optional<Double> watts,
            Optional<Double> saved,
            Optional<String> basis,
            Optional<Boolean> held,
            Optional<Boolean> needed,
            Optional<AttentionKind> attention) {
        static HostRowView of(PlacedMember host, Instant now) {
            Member member = host.member();
            OptionalDouble watts = host.watts();
            return new HostRowView(
                    host.name(),
                    member.id(),
                    host.pool(),
                    host.mode().spelling(),
                    host.state().spelling(),
                    host.state().since(),
                    member.host().target().spelling(),
                    host.asleepUntil(),
                    member.host().history().called(),
                    guests(member),
                    host.hasWayBack(),
                    member.called(),
                    number(watts),
                    number(host.saved()),
                    watts.isPresent() ? Optional.of(MODELLED) : Optional.empty(),
                    flag(member.host().held().isPresent()),
                    flag(member.host().wanted().isPresent()),
                    Attention.of(host, now).map(AttentionItem::kind));
        }

        private static Optional<Integer> guests(Member member) {
            OptionalInt guests =
                    member.call()
                            .map(call -> call.situation().guests())
                            .orElse(OptionalInt.empty());
            return guests.isPresent() ? Optional.of(guests.getAsInt()) : Optional.empty();
        }

        private static Optional<Boolean> flag(boolean set) {
            return set ? Optional.of(true) : Optional.empty();
        }
    }

    static Optional<Double> number(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    public record BatchView(List<EventView> events, List<HostRowView> rows, List<String> gone) {}

    public record BeginView(long epoch, long after) {}

    public record GapView(long after) {}

    public record StatusView(
            long epoch,
            int hosts,
            Map<String, Long> states,
            Instant at,
            long seq,
            PowerView power,
            AttentionCountView attention,
            Optional<Instant> nextWake) {}

    public record PowerView(double watts, double saved, String basis, int unknown) {
        static PowerView of(List<PlacedMember> hosts) {
            double watts = hosts.stream().mapToDouble(host -> host.watts().orElse(0)).sum();
            double saved = hosts.stream().mapToDouble(host -> host.saved().orElse(0)).sum();
            long unknown = hosts.stream().filter(host -> host.watts().isEmpty()).count();
            return new PowerView(watts, saved, MODELLED, Math.toIntExact(unknown));
        }
    }

    public record AttentionCountView(int critical, int warning) {
        static AttentionCountView of(List<AttentionItem> items) {
            int critical =
                    (int)
                            items.stream()
                                    .filter(item -> item.kind().level() == AttentionLevel.CRITICAL)
                                    .count();
            return new AttentionCountView(critical, items.size() - critical);
        }
    }

    public record AttentionQuery(
            Optional<String> pool,
            Optional<AttentionLevel> level,
            Optional<String> after,
            Optional<Integer> limit) {}

    public record AttentionView(
            Instant at,
            int critical,
            int warning,
            List<AttentionItemView> items,
            Optional<String> next) {}

    public record AttentionItemView(
            AttentionKind kind,
            AttentionLevel level,
            Optional<String> host,
            Optional<String> pool,
            Optional<String> guest,
            Optional<String> demand,
            Optional<Instant> since,
            Reason what) {
        static AttentionItemView of(AttentionItem item) {
            return new AttentionItemView(
                    item.kind(),
                    item.kind().level(),
                    item.host(),
                    item.pool(),
                    item.subject().filter(_ -> item.kind() == AttentionKind.MOVE_FAILED),
                    item.subject().filter(_ -> item.kind() == AttentionKind.DEMAND_UNSERVED),
                    item.since(),
                    item.what());
        }
    }
}
