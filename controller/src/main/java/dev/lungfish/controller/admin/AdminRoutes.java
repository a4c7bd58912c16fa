package dev.lungfish.controller.admin;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.admin.HostDetailViews.HostDetailView;
import dev.lungfish.controller.admin.HostDetailViews.KindView;
import dev.lungfish.controller.admin.PoolViews.PoolDetailView;
import dev.lungfish.controller.admin.PoolViews.PoolSummaryView;
import dev.lungfish.controller.admin.PoolViews.PoolsView;
import dev.lungfish.controller.admin.Views.ActQuery;
import dev.lungfish.controller.admin.Views.By;
import dev.lungfish.controller.admin.Views.DemandBody;
import dev.lungfish.controller.admin.Views.DemandDryRunView;
import dev.lungfish.controller.admin.Views.DemandMadeView;
import dev.lungfish.controller.admin.Views.DemandView;
import dev.lungfish.controller.admin.Views.DemandsView;
import dev.lungfish.controller.admin.Views.EndedView;
import dev.lungfish.controller.admin.Views.EventView;
import dev.lungfish.controller.admin.Views.EventsQuery;
import dev.lungfish.controller.admin.Views.EventsView;
import dev.lungfish.controller.admin.Views.HostView;
import dev.lungfish.controller.admin.Views.HostsQuery;
import dev.lungfish.controller.admin.Views.HostsView;
import dev.lungfish.controller.admin.Views.PageQuery;
import dev.lungfish.controller.admin.Views.PlanView;
import dev.lungfish.controller.admin.Views.RevokedView;
import dev.lungfish.controller.admin.Views.SleepBody;
import dev.lungfish.controller.admin.Views.SleepView;
import dev.lungfish.controller.attention.Attention;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.fleet.Change;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.HostDetail;
import dev.lungfish.controller.fleet.LoopReason;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.rest.Route.Method;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.LeaseTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.text.ReasonException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The calls about hosts, demands and events.
///
/// @param drains who drains hosts, by the hosts' names
record AdminRoutes(
        FleetLoop loop,
        Store store,
        Enroller enroller,
        InstantSource clock,
        Supplier<Map<String, String>> drains) {
    private static final int MOST = 1000;
    private static final int LEASES = 10;
    private static final int USUAL_EVENTS = 100;
    private static final Duration USUAL_DEMAND = Duration.ofHours(1);

    List<Route<?, ?>> all() {
        return Stream.of(ofHosts(), ofDemands(), ofPools()).flatMap(List::stream).toList();
    }

    private List<Route<?, ?>> ofHosts() {
        return List.of(
                Route.get(
                        "/v1/hosts",
                        "listHosts",
                        HostsQuery.class,
                        HostsView.class,
                        call -> hosts(call.query())),
                Route.get(
                                "/v1/hosts/{host}",
                                "getHost",
                                HostView.class,
                                call -> host(call.named("host")))
                        .alsoForItself(),
                Route.acting(
                                Method.DELETE,
                                "/v1/hosts/{host}",
                                "revokeHost",
                                ActQuery.class,
                                By.class,
                                new Route.Json<>(200, RevokedView.class, this::revoke))
                        .forRole(Role.ADMIN),
                change(Method.POST, "hold", "holdHost", Change.Hold::new).alsoForItself(),
                change(Method.POST, "release", "releaseHost", Change.Release::new).alsoForItself(),
                change(Method.POST, "wake", "wakeHost", Change.Wake::new),
                change(
                        Method.POST,
                        "maintenance",
                        "beginMaintenance",
                        Change.BeginMaintenance::new),
                change(Method.DELETE, "maintenance", "endMaintenance", Change.EndMaintenance::new),
                Route.acting(
                        Method.POST,
                        "/v1/hosts/{host}/sleep",
                        "sleepHost",
                        ActQuery.class,
                        SleepBody.class,
                        new Route.Json<>(202, SleepView.class, this::sleep)));
    }

    private List<Route<?, ?>> ofDemands() {
        return List.of(
                Route.get(
                        "/v1/demands",
                        "listDemands",
                        PageQuery.class,
                        DemandsView.class,
                        call -> demands(call.query())),
                Route.acting(
                        Method.POST,
                        "/v1/demands",
                        "makeDemand",
                        ActQuery.class,
                        DemandBody.class,
                        new Route.Json<>(201, DemandMadeView.class, this::demand)),
                Route.acting(
                        Method.DELETE,
                        "/v1/demands/{demand}",
                        "endDemand",
                        ActQuery.class,
                        By.class,
                        new Route.Json<>(200, EndedView.class, this::endDemand)));
    }

    private List<Route<?, ?>> ofPools() {
        return List.of(
                Route.get(
                        "/v1/pools",
                        "listPools",
                        PoolsView.class,
                        _ ->
                                new PoolsView(
                                        loop.questions().pools().stream()
                                                .map(PoolSummaryView::of)
                                                .toList())),
                Route.get(
                        "/v1/pools/{pool}",
                        "getPool",
                        PoolDetailView.class,
                        call -> PoolDetailView.of(loop.questions().pool(call.named("pool")))),
                Route.get(
                        "/v1/events",
                        "listEvents",
                        EventsQuery.class,
                        EventsView.class,
                        call -> events(call.query())));
    }

    private HostsView hosts(HostsQuery query) {
        List<String> states =
                query.state().map(text -> Arrays.asList(text.split(",", -1))).orElse(List.of());
        List<Member> found =
                loop.members().stream()
                        .filter(member ->
                                query.after()
                                        .filter(after -> member.name().compareTo(after) <= 0)
                                        .isEmpty())
                        .filter(member ->
                                states.isEmpty()
                                        || states.contains(member.host().state().spelling()))
                        .filter(member -> member.name().startsWith(query.prefix().orElse("")))
                        .sorted(Comparator.comparing(Member::name))
                        .toList();
        int limit = limit(query.limit(), MOST);
        Map<String, String> drained = drains.get();
        List<HostView> page =
                found.stream()
                        .limit(limit)
                        .map(member -> ConsolidationViews.drained(HostView.of(member), drained))
                        .toList();
        return new HostsView(page, next(found.size(), page, HostView::name));
    }

    private HostView host(String name) {
        HostDetail detail = loop.questions().detail(name);
        Member member = detail.placed().member();
        Instant now = clock.instant();
        Optional<Decision> decision =
                Optional.ofNullable(loop.questions().plan().decisions().get(member.name()));
        HostView view =
                HostView.of(
                        member, decision, Optional.of(detail.placed().pool()), Optional.empty());
        List<LeaseTable.Whole> leases =
                store.work(transaction -> transaction.leases().latest(member.id(), LEASES));
        return ConsolidationViews.drained(
                Views.with(
                        view,
                        Optional.empty(),
                        Optional.of(
                                HostDetailView.of(
                                        detail,
                                        leases,
                                        Attention.of(detail.placed(), now)
                                                .map(item ->
                                                        new KindView(
                                                                item.kind().spelling(),
                                                                item.kind().level().spelling(),
                                                                item.what()))))),
                drains.get());
    }

    private RevokedView revoke(Route.Call<ActQuery, By> call) {
        Member member = loop.named(call.named("host"));
        if (!call.query().isDry()) {
            enroller.revoke(member.name());
        }
        return new RevokedView(member.name());
    }

    private Route<ActQuery, By> change(
            Method method, String word, String operation, Function<String, Change> how) {
        return Route.acting(
                method,
                "/v1/hosts/{host}/" + word,
                operation,
                ActQuery.class,
                By.class,
                new Route.Json<>(
                        200,
                        HostView.class,
                        call -> {
                            Change change = how.apply(call.by(call.body().by()));
                            String host = call.named("host");
                            return call.query().isDry()
                                    ? HostView.of(loop.questions().would(host, change))
                                    : HostView.of(loop.change(host, change));
                        }));
    }

    private SleepView sleep(Route.Call<ActQuery, SleepBody> call) {
        boolean dry = call.query().isDry();
        Decision decision =
                loop.sleep(
                        call.named("host"),
                        call.body().length(),
                        new LoopReason.SleepAskedBy(call.by(call.body().by())),
                        dry);
        return new SleepView(loop.named(call.named("host")).name(), dry, PlanView.of(decision));
    }

    private DemandsView demands(PageQuery query) {
        List<DemandView> found =
                loop.questions().claims().stream()
                        .map(DemandView::of)
                        .filter(demand ->
                                query.after()
                                        .filter(after -> demand.id().compareTo(after) <= 0)
                                        .isEmpty())
                        .sorted(Comparator.comparing(DemandView::id))
                        .toList();
        List<DemandView> page = found.stream().limit(limit(query.limit(), MOST)).toList();
        return new DemandsView(page, next(found.size(), page, DemandView::id));
    }

    private DemandMadeView demand(Route.Call<ActQuery, DemandBody> call) {
        Demand demand = understood(call.body(), call.by(call.body().by()), clock.instant());
        if (call.query().isDry()) {
            return DemandMadeView.of(demand.id(), loop.questions().would(demand));
        }
        loop.demand(demand);
        return new DemandMadeView(
                demand.id(),
                loop.questions().claims().stream()
                        .filter(claim -> claim.demand().id().equals(demand.id()))
                        .map(DemandView::of)
                        .toList(),
                Optional.empty());
    }

    private static Demand understood(DemandBody asked, String by, Instant now) {
        try {
            return demand(asked, by, now);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(String.valueOf(e.getMessage())));
        }
    }

    private static Demand demand(DemandBody asked, String by, Instant now) {
        Instant from = asked.from().orElse(now);
        Instant until =
                asked.until().orElseGet(() -> from.plus(asked.length().orElse(USUAL_DEMAND)));
        Demand.Need need =
                asked.host()
                        .<Demand.Need>map(Demand.Need.OneHost::new)
                        .or(() -> asked.hosts().map(Demand.Need.Hosts::new))
                        .orElseGet(() ->
                                new Demand.Need.Room(
                                        asked.cores().orElse(0), asked.memory().orElse(0L)));
        return new Demand(
                asked.id().orElseGet(() -> UUID.randomUUID().toString()),
                by,
                need,
                from,
                until,
                asked.priority().orElse(0),
                asked.pool());
    }

    private EndedView endDemand(Route.Call<ActQuery, By> call) {
        String id = call.named("demand");
        if (call.query().isDry()) {
            return new EndedView(
                    id, Optional.of(DemandDryRunView.of(loop.questions().wouldEnd(id))));
        }
        loop.endDemand(id);
        return new EndedView(id, Optional.empty());
    }

    private EventsView events(EventsQuery query) {
        int most = limit(query.limit(), USUAL_EVENTS);
        Optional<String> host = query.host().map(name -> loop.named(name).id());
        List<EventTable.Row> rows =
                store.work(transaction ->
                        query.after().isPresent()
                                ? transaction.events().after(query.after().get(), host, most)
                                : transaction.events().latest(host, most).reversed());
        List<EventView> events = rows.stream().map(EventView::of).toList();
        return new EventsView(
                events,
                query.after().isPresent() && events.size() == most
                        ? Optional.of(events.getLast().seq())
                        : Optional.empty());
    }

    static int limit(Optional<Integer> asked, int usual) {
        return Math.clamp(asked.orElse(usual), 1, MOST);
    }

    private static <T> Optional<String> next(int found, List<T> page, Function<T, String> name) {
        return found > page.size() ? Optional.of(name.apply(page.getLast())) : Optional.empty();
    }
}
