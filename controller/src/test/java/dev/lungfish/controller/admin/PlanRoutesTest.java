package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.fleet.Change;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.fleet.QuickFleet;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.state.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is planned next, and what people say to it, in a pool whose plan is only shown.
@Timeout(120)
class PlanRoutesTest {
    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-30T05:00:00Z");
    private ServedFleet fleet;
    private String viewer;
    private String operator;

    @BeforeEach
    void open() throws Exception {
        fleet =
                new ServedFleet(
                        folder,
                        () -> now,
                        Databases.Kind.SQLITE,
                        Optional.empty(),
                        QuickFleet.settings(Mode.RECOMMEND));
        fleet.enrol("id2", "lab2");
        fleet.enrol("id3", "lab3");
        viewer = fleet.token("vera", Role.VIEWER);
        operator = fleet.token("anna", Role.OPERATOR);
        for (int i = 0; i < 12; i++) {
            allCall();
        }
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void allCall() {
        now = now.plusMillis(100);
        for (int i = 1; i <= 3; i++) {
            assertThat(call(i)).isInstanceOf(Verdict.Stay.class);
        }
    }

    private Verdict call(int number) {
        return fleet.call(number, List.of(SleepTarget.MEM));
    }

    private List<JsonObject> steps() throws Exception {
        return ServedFleet.json(fleet.get("/v1/plans", viewer)).objects("steps");
    }

    private JsonObject step(String host) throws Exception {
        return steps().stream()
                .filter(step -> step.text("host").equals(host))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> say(String id, String word) throws Exception {
        return fleet.post("/v1/plans/%s/%s".formatted(id, word), operator, "{}");
    }

    @Test
    void whatWouldBeDoneIsProposedWithItsReason() throws Exception {
        assertThat(steps())
                .extracting(step -> step.text("act") + " " + step.text("state"))
                .containsExactly("sleep proposed", "sleep proposed");
        assertThat(steps().getFirst().object("why").text("code")).isEqualTo("host-idle");
        String id = steps().getFirst().text("id");
        allCall();
        assertThat(steps().getFirst().text("id")).isEqualTo(id);
        assertThat(ServedFleet.json(fleet.get("/v1/plans?limit=1", viewer)).number("count"))
                .isEqualTo(2);
        assertThat(ServedFleet.code(fleet.get("/v1/plans?pool=none", viewer)))
                .isEqualTo("pool-unknown");
    }

    @Test
    void anAcceptedSleepIsGivenAtTheNextCall() throws Exception {
        JsonObject step = steps().getFirst();
        int number = Integer.parseInt(step.text("host").substring(3));
        HttpResponse<String> rehearsed =
                fleet.post(
                        "/v1/plans/%s/accept?dryRun=true".formatted(step.text("id")),
                        operator,
                        "{}");
        assertThat(rehearsed.statusCode()).isEqualTo(202);
        assertThat(call(number)).isInstanceOf(Verdict.Stay.class);

        HttpResponse<String> accepted = say(step.text("id"), "accept");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(ServedFleet.json(accepted).text("state")).isEqualTo("accepted");
        assertThat(ServedFleet.json(accepted).text("by")).isEqualTo("anna");
        assertThat(say(step.text("id"), "accept").body()).isEqualTo(accepted.body());
        assertThat(step(step.text("host")).text("state")).isEqualTo("accepted");

        assertThat(call(number)).isInstanceOf(Verdict.Sleep.class);
        assertThat(steps()).noneMatch(one -> one.text("host").equals(step.text("host")));
        JsonObject ordered =
                ServedFleet.json(
                                fleet.get(
                                        "/v1/hosts/%s/timeline".formatted(step.text("host")),
                                        viewer))
                        .objects("intervals")
                        .getLast();
        assertThat(ordered.has("by")).isFalse();
        now = now.plusMillis(1);
        assertThat(
                        ServedFleet.json(
                                        fleet.get(
                                                "/v1/hosts/%s/timeline"
                                                        .formatted(step.text("host")),
                                                viewer))
                                .objects("intervals")
                                .getLast()
                                .text("by"))
                .isEqualTo("anna");
    }

    @Test
    void aStepThatTheRulesRefuseMeanwhileIsNotCarriedOut() throws Exception {
        JsonObject step = steps().getFirst();
        Member _ = fleet.loop.change(step.text("host"), new Change.Hold("bert"));

        HttpResponse<String> refused = say(step.text("id"), "accept");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(ServedFleet.code(refused)).isEqualTo("step-unknown");
        assertThat(fleet.post("/v1/plans/x/accept", viewer, "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void aRefusedStepIsNotProposedAgainForAnHourOrUntilTheSituationChanges() throws Exception {
        JsonObject step = steps().getFirst();
        HttpResponse<String> refused = say(step.text("id"), "refuse");
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(ServedFleet.json(refused).text("until"))
                .isEqualTo(now.plusSeconds(3600).toString());
        allCall();
        assertThat(say(step.text("id"), "refuse").body()).isEqualTo(refused.body());
        assertThat(step(step.text("host")).text("state")).isEqualTo("refused");

        // Who was accepted and is refused then does not sleep.
        JsonObject other = steps().getLast();
        HttpResponse<String> _ = say(other.text("id"), "accept");
        HttpResponse<String> _ = say(other.text("id"), "refuse");
        assertThat(call(Integer.parseInt(other.text("host").substring(3))))
                .isInstanceOf(Verdict.Stay.class);

        // The situation changes: somebody has worked on it.
        Member _ = fleet.loop.change(step.text("host"), new Change.BeginMaintenance("bert"));
        Member _ = fleet.loop.change(step.text("host"), new Change.EndMaintenance("bert"));
        for (int i = 0; i < 12; i++) {
            allCall();
        }
        assertThat(step(step.text("host")).text("state")).isEqualTo("proposed");
    }

    /// A host sleeps, and the others are put out of service: one must be awake.
    @Test
    void aWakeThatTheRulesWantIsProposedAndCarriedOutOnceItIsAccepted() throws Exception {
        HttpResponse<String> _ = fleet.post("/v1/hosts/lab1/sleep", operator, "{}");
        assertThat(call(1))
                .isInstanceOfSatisfying(
                        Verdict.Sleep.class,
                        sleep -> {
                            Verdict _ = fleet.goes(1, sleep.lease());
                        });
        assertThat(state("lab1")).isEqualTo("asleep");
        assertThat(ServedFleet.json(fleet.get("/v1/plans", viewer)).objects("upcoming"))
                .anySatisfy(one -> assertThat(one.text("what")).isEqualTo("wakes"));
        Member _ = fleet.loop.change("lab2", new Change.BeginMaintenance("bert"));
        Member _ = fleet.loop.change("lab3", new Change.BeginMaintenance("bert"));

        JsonObject step = step("lab1");
        assertThat(step.text("act") + " " + step.text("state")).isEqualTo("wake proposed");
        assertThat(say(step.text("id"), "accept").statusCode()).isEqualTo(202);
        assertThat(state("lab1")).isEqualTo("waking");
        assertThat(say(step.text("id"), "accept").statusCode()).isEqualTo(202);
        assertThat(fleet.get("/v1/events?host=lab1", viewer).body())
                .containsSubsequence("step-accepted-by", "minimum-awake-kept");
    }

    private String state(String host) throws Exception {
        return ServedFleet.json(fleet.get("/v1/hosts/" + host, viewer)).text("state");
    }
}
