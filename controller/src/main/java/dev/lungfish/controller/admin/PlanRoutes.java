package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.PlanViews.PlansQuery;
import dev.lungfish.controller.admin.PlanViews.PlansView;
import dev.lungfish.controller.admin.PlanViews.StepView;
import dev.lungfish.controller.admin.PlanViews.UpcomingView;
import dev.lungfish.controller.admin.Views.ActQuery;
import dev.lungfish.controller.admin.Views.By;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.PlanAnswers;
import dev.lungfish.controller.fleet.PlannedStep;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.rest.Route.Method;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The calls about what is planned next, and what people say to it.
record PlanRoutes(FleetLoop loop, InstantSource clock) {
    private static final int MOST_STEPS = 1000;
    private static final int MOST_UPCOMING = 50;

    List<Route<?, ?>> all() {
        return List.of(
                Route.get(
                        "/v1/plans",
                        "listPlans",
                        PlansQuery.class,
                        PlansView.class,
                        call -> plans(call.query())),
                Route.acting(
                        Method.POST,
                        "/v1/plans/{step}/accept",
                        "acceptStep",
                        ActQuery.class,
                        By.class,
                        new Route.Json<>(
                                202,
                                StepView.class,
                                call ->
                                        StepView.of(
                                                loop.plans()
                                                        .accept(
                                                                call.named("step"),
                                                                call.by(call.body().by()),
                                                                call.query().isDry())))),
                Route.acting(
                        Method.POST,
                        "/v1/plans/{step}/refuse",
                        "refuseStep",
                        ActQuery.class,
                        By.class,
                        new Route.Json<>(
                                200,
                                StepView.class,
                                call ->
                                        StepView.of(
                                                loop.plans()
                                                        .refuse(
                                                                call.named("step"),
                                                                call.by(call.body().by()),
                                                                call.query().isDry())))));
    }

    private PlansView plans(PlansQuery query) {
        query.pool().ifPresent(loop.questions()::requirePool);
        PlanAnswers.Next next = loop.plans().next();
        List<PlannedStep> steps =
                next.steps().stream().filter(step -> isOf(query.pool(), step.pool())).toList();
        return new PlansView(
                clock.instant(),
                steps.size(),
                steps.stream()
                        .limit(Math.clamp(query.limit().orElse(MOST_STEPS), 1, MOST_STEPS))
                        .map(StepView::of)
                        .toList(),
                next.upcoming().stream()
                        .filter(coming -> isOf(query.pool(), coming.pool()))
                        .limit(MOST_UPCOMING)
                        .map(UpcomingView::of)
                        .toList());
    }

    private static boolean isOf(Optional<String> wanted, String pool) {
        return wanted.filter(name -> !name.equals(pool)).isEmpty();
    }
}
