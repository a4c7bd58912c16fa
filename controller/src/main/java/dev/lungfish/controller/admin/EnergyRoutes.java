package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.EnergyViews.EnergyCsvQuery;
import dev.lungfish.controller.admin.EnergyViews.EnergyDayView;
import dev.lungfish.controller.admin.EnergyViews.EnergyQuery;
import dev.lungfish.controller.admin.EnergyViews.EnergyRowView;
import dev.lungfish.controller.admin.EnergyViews.EnergyUseView;
import dev.lungfish.controller.admin.EnergyViews.EnergyView;
import dev.lungfish.controller.energy.EnergyReport;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.store.EnergyTable.Choice;
import dev.lungfish.controller.store.EnergyTable.Day;
import dev.lungfish.controller.store.EnergyTable.Sum;
import dev.lungfish.core.fleet.energy.EnergyUse;
import dev.lungfish.core.text.ReasonException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The calls about energy.
record EnergyRoutes(FleetLoop loop, EnergyReport report, InstantSource clock) {
    private static final int MOST = 1000;
    private static final String CSV = "text/csv; charset=utf-8";
    private static final String HOST = "host";
    private static final String POOL = "pool";

    List<Route<?, ?>> all() {
        return List.of(
                Route.get(
                        "/v1/energy",
                        "getEnergy",
                        EnergyQuery.class,
                        EnergyView.class,
                        call -> energy(call.query())),
                Route.stream(
                        "/v1/energy.csv",
                        "getEnergyCsv",
                        EnergyCsvQuery.class,
                        CSV,
                        (call, response) -> {
                            EnergyCsvQuery asked = call.query();
                            boolean byPool = byPool(asked.by());
                            response.send(
                                    report.csv(
                                            choice(asked.month(), asked.host(), asked.pool()),
                                            byPool));
                        }));
    }

    private EnergyView energy(EnergyQuery asked) {
        Choice choice = choice(asked.month(), asked.host(), asked.pool());
        List<Day> days = report.days(choice);
        List<Sum> rows;
        Optional<String> next = Optional.empty();
        if (byPool(asked.by())) {
            rows = report.pools(choice);
        } else {
            int limit = AdminRoutes.limit(asked.limit(), MOST);
            List<Sum> found = report.hosts(choice, asked.after(), limit + 1);
            rows = found.stream().limit(limit).toList();
            next = found.size() > limit ? Optional.of(EnergyReport.end(rows)) : Optional.empty();
        }
        EnergyUse sum = days.stream().map(Day::use).reduce(EnergyUse.NONE, EnergyUse::plus);
        return new EnergyView(
                choice.month().toString(),
                rows.stream().map(EnergyRowView::of).toList(),
                EnergyUseView.of(sum),
                days.stream().map(EnergyDayView::of).toList(),
                next);
    }

    private static boolean byPool(Optional<String> by) {
        String word = by.orElse(HOST);
        if (!word.equals(HOST) && !word.equals(POOL)) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(
                            "'by' is '%s', and host or pool is expected".formatted(word)));
        }
        return word.equals(POOL);
    }

    /// A host must belong to the fleet; a pool may be one that there was.
    private Choice choice(Optional<String> month, Optional<String> host, Optional<String> pool) {
        Choice choice =
                new Choice(
                        month.map(EnergyRoutes::month)
                                .orElseGet(() ->
                                        YearMonth.from(
                                                clock.instant().atZone(ZoneId.systemDefault()))),
                        host.map(name -> loop.named(name).name()),
                        pool);
        if (pool.isPresent() && report.pools(choice).isEmpty()) {
            Objects.requireNonNull(loop.questions().pool(pool.get()));
        }
        return choice;
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException _) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(
                            "'month' is '%s', and a month as 2026-11 is expected".formatted(text)));
        }
    }
}
