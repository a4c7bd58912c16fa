package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.WhatIfViews.WhatIfBody;
import dev.lungfish.controller.admin.WhatIfViews.WhatIfView;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.PoolSetting;
import dev.lungfish.controller.rest.Nothing;
import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.rest.Route.Method;
import dev.lungfish.controller.store.SampleTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.whatif.WhatIf;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.runtime.clock.Stopwatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The calls about other rules of a pool. They change nothing, and cost time: operators ask.
record WhatIfRoutes(FleetLoop loop, Store store, InstantSource clock, WhatIf whatIf) {
    WhatIfRoutes(FleetLoop loop, Store store, InstantSource clock) {
        this(
                loop,
                store,
                clock,
                new WhatIf(() -> {
                    Stopwatch watch = Stopwatch.start();
                    return watch::elapsed;
                }));
    }

    List<Route<?, ?>> all() {
        return List.of(
                Route.acting(
                        Method.POST,
                        "/v1/pools/{pool}/what-if",
                        "askWhatIf",
                        Nothing.class,
                        WhatIfBody.class,
                        new Route.Json<>(200, WhatIfView.class, this::ask)));
    }

    private WhatIfView ask(Route.Call<Nothing, WhatIfBody> call) {
        PoolSetting pool = loop.questions().setting(call.named("pool"));
        Instant now = clock.instant();
        List<SampleTable.Row> past =
                store.work(transaction ->
                        transaction.samples().between(pool.name(), now.minus(WhatIf.WEEK), now));
        try {
            return WhatIfView.of(
                    pool.name(),
                    whatIf.ask(pool, call.body().rules(pool.idle()), past),
                    pool.more());
        } catch (ReasonException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(String.valueOf(e.getMessage())));
        }
    }
}
