package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.OverviewViews.AttentionCountView;
import dev.lungfish.controller.admin.OverviewViews.AttentionItemView;
import dev.lungfish.controller.admin.OverviewViews.AttentionQuery;
import dev.lungfish.controller.admin.OverviewViews.AttentionView;
import dev.lungfish.controller.admin.OverviewViews.HostRowView;
import dev.lungfish.controller.admin.OverviewViews.HostRowsQuery;
import dev.lungfish.controller.admin.OverviewViews.HostRowsView;
import dev.lungfish.controller.admin.OverviewViews.PowerView;
import dev.lungfish.controller.admin.OverviewViews.StatusView;
import dev.lungfish.controller.attention.Attention;
import dev.lungfish.controller.attention.AttentionItem;
import dev.lungfish.controller.changes.ChangeFeed;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.PlacedMember;
import dev.lungfish.controller.rest.Nothing;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.consolidation.MoveFailures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The calls about the whole fleet at a glance.
record OverviewRoutes(FleetLoop loop, Store store, ChangeFeed feed, InstantSource clock) {
    private static final int MOST_ROWS = 5000;
    private static final int MOST_ITEMS = 1000;

    List<Route<?, ?>> all() {
        return List.of(
                Route.get("/v1/status", "getStatus", StatusView.class, this::status),
                Route.get(
                        "/v1/host-rows",
                        "listHostRows",
                        HostRowsQuery.class,
                        HostRowsView.class,
                        call -> rows(call.query())),
                Route.get(
                        "/v1/attention",
                        "listAttention",
                        AttentionQuery.class,
                        AttentionView.class,
                        call -> attention(call.query())));
    }

    private StatusView status(Route.Call<Nothing, Nothing> call) {
        long seq = feed.last();
        Instant now = clock.instant();
        List<PlacedMember> hosts = loop.questions().members();
        Map<String, Long> states = new TreeMap<>();
        hosts.forEach(host -> states.merge(host.state().spelling(), 1L, Long::sum));
        return new StatusView(
                loop.epoch().number(),
                hosts.size(),
                states,
                now,
                seq,
                PowerView.of(hosts),
                AttentionCountView.of(items(hosts, now)),
                hosts.stream()
                        .flatMap(host -> host.asleepUntil().stream())
                        .filter(now::isBefore)
                        .min(Instant::compareTo));
    }

    private HostRowsView rows(HostRowsQuery query) {
        // Before the hosts are looked at: who follows from there on misses nothing.
        long seq = feed.last();
        Instant now = clock.instant();
        query.pool().ifPresent(this::requirePool);
        Optional<Set<String>> states =
                query.state().map(text -> new HashSet<>(Arrays.asList(text.split(",", -1))));
        List<PlacedMember> found =
                loop.questions().members().stream()
                        .filter(host ->
                                query.after()
                                        .filter(last -> host.name().compareTo(last) <= 0)
                                        .isEmpty())
                        .filter(host -> isOf(query.pool(), host.pool()))
                        .filter(host ->
                                states.filter(some -> !some.contains(host.state().spelling()))
                                        .isEmpty())
                        .filter(host -> host.name().startsWith(query.prefix().orElse("")))
                        .toList();
        int limit = Math.clamp(query.limit().orElse(MOST_ROWS), 1, MOST_ROWS);
        List<HostRowView> page =
                found.stream().limit(limit).map(host -> HostRowView.of(host, now)).toList();
        return new HostRowsView(
                now,
                seq,
                page,
                found.size() > page.size() ? Optional.of(page.getLast().name()) : Optional.empty());
    }

    private AttentionView attention(AttentionQuery query) {
        Instant now = clock.instant();
        query.pool().ifPresent(this::requirePool);
        List<AttentionItem> items =
                items(loop.questions().members(), now).stream()
                        .filter(item -> query.pool().isEmpty() || query.pool().equals(item.pool()))
                        .toList();
        AttentionCountView count = AttentionCountView.of(items);
        List<AttentionItem> found =
                items.stream()
                        .filter(item ->
                                query.level()
                                        .filter(level -> item.kind().level() != level)
                                        .isEmpty())
                        .filter(item ->
                                query.after()
                                        .filter(last -> item.key().compareTo(last) <= 0)
                                        .isEmpty())
                        .toList();
        List<AttentionItem> page =
                found.stream()
                        .limit(Math.clamp(query.limit().orElse(MOST_ITEMS), 1, MOST_ITEMS))
                        .toList();
        return new AttentionView(
                now,
                count.critical(),
                count.warning(),
                page.stream().map(AttentionItemView::of).toList(),
                found.size() > page.size() ? Optional.of(page.getLast().key()) : Optional.empty());
    }

    private List<AttentionItem> items(List<PlacedMember> hosts, Instant now) {
        List<String> pools = loop.questions().poolNames();
        Map<String, MoveFailures> failures =
                store.work(transaction -> {
                    Map<String, MoveFailures> all = new LinkedHashMap<>();
                    for (String pool : pools) {
                        all.put(pool, transaction.moves().failures(pool));
                    }
                    return all;
                });
        return new Attention(now, hosts, loop.questions().claims(), failures).items();
    }

    private void requirePool(String pool) {
        loop.questions().requirePool(pool);
    }

    private static boolean isOf(Optional<String> wanted, String pool) {
        return wanted.filter(name -> !name.equals(pool)).isEmpty();
    }
}
