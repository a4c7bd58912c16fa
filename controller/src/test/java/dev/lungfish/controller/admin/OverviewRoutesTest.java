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
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole fleet at a glance, and what of it needs a human.
@Timeout(120)
class OverviewRoutesTest {
    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-30T05:00:00Z");

    private ServedFleet fleet(Databases.Kind kind) throws Exception {
        ServedFleet fleet =
                new ServedFleet(
                        folder,
                        () -> now,
                        kind,
                        Optional.empty(),
                        QuickFleet.settings(Mode.AUTOMATIC));
        fleet.enrol("id2", "lab2");
        fleet.enrol("id3", "lab3");
        return fleet;
    }

    /// `lab1` sleeps, somebody holds `lab2`, and `lab3` is awake without a way back.
    private void bringUp(ServedFleet fleet) {
        Member _ = fleet.loop.change("lab2", new Change.Hold("anna"));
        boolean sleeps = false;
        for (int i = 0; i < 30 && !sleeps; i++) {
            now = now.plusMillis(100);
            Verdict _ = fleet.call(3, List.of());
            Verdict _ = fleet.call(2, List.of(SleepTarget.MEM));
            sleeps = fleet.call(1, List.of(SleepTarget.MEM)) instanceof Verdict.Sleep;
        }
        assertThat(sleeps).isTrue();
    }

    private static List<JsonObject> rows(ServedFleet fleet, String query, String token)
            throws Exception {
        return ServedFleet.json(fleet.get("/v1/host-rows" + query, token)).objects("hosts");
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void eachHostHasARowWithItsPoolItsPowerAndWhatNeedsAHuman(Databases.Kind kind)
            throws Exception {
        try (ServedFleet fleet = fleet(kind)) {
            String viewer = fleet.token("anna", Role.VIEWER);
            bringUp(fleet);

            List<JsonObject> rows = rows(fleet, "", viewer);
            assertThat(rows)
                    .extracting(row -> row.text("name") + " " + row.text("state"))
                    .containsExactly("lab1 ordered", "lab2 awake", "lab3 awake");
            assertThat(rows.get(0).text("until")).isGreaterThan(now.toString());
            assertThat(rows.get(0).text("target")).isEqualTo("asleep");
            assertThat(rows.get(1).text("mode")).isEqualTo("automatic");
            assertThat(rows.get(1).text("pool")).isEqualTo("default");
            assertThat(rows.get(1).value("watts")).isEqualTo(105.0);
            assertThat(rows.get(1).value("wayBack")).isEqualTo(true);
            assertThat(rows.get(1).value("held")).isEqualTo(true);
            assertThat(rows.get(1).has("attention")).isFalse();
            assertThat(rows.get(2).value("wayBack")).isEqualTo(false);
            assertThat(rows.get(2).text("attention")).isEqualTo("no-way-back");

            assertThat(rows(fleet, "?state=ordered,asleep", viewer)).hasSize(1);
            JsonObject page =
                    ServedFleet.json(fleet.get("/v1/host-rows?limit=2&prefix=lab", viewer));
            assertThat(page.text("next")).isEqualTo("lab2");
            assertThat(rows(fleet, "?after=lab2", viewer)).hasSize(1);
            assertThat(ServedFleet.code(fleet.get("/v1/host-rows?pool=none", viewer)))
                    .isEqualTo("pool-unknown");
        }
    }

    @Test
    void theFleetInNumbersHasItsPowerAndTheNumberToFollowFrom() throws Exception {
        try (ServedFleet fleet = fleet(Databases.Kind.SQLITE)) {
            String viewer = fleet.token("anna", Role.VIEWER);
            bringUp(fleet);

            JsonObject status = ServedFleet.json(fleet.get("/v1/status", viewer));
            assertThat(status.object("power").value("watts")).isEqualTo(336.0);
            assertThat(status.object("power").number("unknown")).isZero();
            assertThat(status.object("attention").number("warning")).isEqualTo(1);
            assertThat(status.text("nextWake")).isGreaterThan(now.toString());
            assertThat(status.number("seq"))
                    .isLessThanOrEqualTo(
                            fleet.store.work(transaction -> transaction.events().last()));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void whatNeedsAHumanIsToldWithWhatToDoTheMostUrgentFirst(Databases.Kind kind) throws Exception {
        try (ServedFleet fleet = fleet(kind)) {
            String viewer = fleet.token("anna", Role.VIEWER);
            bringUp(fleet);
            boolean _ =
                    fleet.store.work(transaction -> {
                        transaction.moves().failed("default", "web1", now);
                        return true;
                    });
            // lab1 does not come back, and nothing wakes it.
            for (int i = 0; i < 100; i++) {
                now = now.plusMillis(100);
                Verdict _ = fleet.call(3, List.of());
                Verdict _ = fleet.call(2, List.of(SleepTarget.MEM));
                fleet.loop.tick();
            }

            JsonObject attention = ServedFleet.json(fleet.get("/v1/attention", viewer));
            List<JsonObject> items = attention.objects("items");
            assertThat(items)
                    .extracting(item -> item.text("level") + " " + item.text("kind"))
                    .containsExactly(
                            "critical overdue", "warning no-way-back", "warning move-failed");
            assertThat(items.getFirst().object("what").text("code")).isEqualTo("host-overdue");
            assertThat(items)
                    .allSatisfy(
                            item -> assertThat(item.object("what").text("remedy")).isNotBlank());
            assertThat(items.getLast().text("guest")).isEqualTo("web1");
            assertThat(attention.number("critical")).isEqualTo(1);

            JsonObject first = ServedFleet.json(fleet.get("/v1/attention?limit=1", viewer));
            String after = first.text("next");
            assertThat(
                            ServedFleet.json(
                                            fleet.get(
                                                    "/v1/attention?level=warning&after=" + after,
                                                    viewer))
                                    .objects("items"))
                    .hasSize(2);
            assertThat(fleet.get("/v1/attention", "none").statusCode()).isEqualTo(401);
            assertThat(fleet.get("/v1/attention?level=high", viewer).statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void aTimelineTellsWhatAHostWasAndWhoBroughtItThere(Databases.Kind kind) throws Exception {
        try (ServedFleet fleet = fleet(kind)) {
            String viewer = fleet.token("anna", Role.VIEWER);
            String from = now.toString();
            bringUp(fleet);
            Instant ordered = now;
            now = now.plusMillis(300);
            Member _ = fleet.loop.change("lab2", new Change.BeginMaintenance("bert"));
            now = now.plusMillis(300);

            JsonObject lab1 =
                    ServedFleet.json(fleet.get("/v1/hosts/lab1/timeline?from=" + from, viewer));
            List<JsonObject> intervals = lab1.objects("intervals");
            assertThat(intervals.getFirst().text("from")).isEqualTo(from);
            assertThat(intervals.getFirst().text("state")).isEqualTo("unknown");
            assertThat(intervals.getLast().text("state")).isEqualTo("ordered");
            assertThat(intervals.getLast().text("from")).isEqualTo(ordered.toString());
            assertThat(intervals.getLast().text("until")).isEqualTo(now.toString());
            assertThat(intervals.getLast().object("why").text("code")).isEqualTo("lease-granted");

            JsonObject held =
                    ServedFleet.json(fleet.get("/v1/hosts/lab2/timeline", viewer))
                            .objects("intervals")
                            .getLast();
            assertThat(held.text("state")).isEqualTo("maintenance");
            assertThat(held.text("by")).isEqualTo("bert");

            String early =
                    "/v1/hosts/lab2/timeline?from=%s&until=%s"
                            .formatted(from, ordered.plusMillis(100));
            assertThat(
                            ServedFleet.json(fleet.get(early, viewer))
                                    .objects("intervals")
                                    .getLast()
                                    .text("state"))
                    .isEqualTo("awake");
            assertThat(
                            ServedFleet.code(
                                    fleet.get(
                                            "/v1/hosts/lab2/timeline?from=2026-10-01T00:00:00Z",
                                            viewer)))
                    .isEqualTo("request-malformed");
            assertThat(ServedFleet.code(fleet.get("/v1/hosts/lab9/timeline", viewer)))
                    .isEqualTo("fleet-host-unknown");
        }
    }

    @Test
    void aHostIsShownWithItsWaysBackItsLeasesAndWhoCanWakeIt() throws Exception {
        try (ServedFleet fleet = fleet(Databases.Kind.SQLITE)) {
            String viewer = fleet.token("anna", Role.VIEWER);
            bringUp(fleet);

            JsonObject detail =
                    ServedFleet.json(fleet.get("/v1/hosts/lab1", viewer)).object("detail");
            assertThat(detail.objects("waysBack").getFirst().value("proved")).isEqualTo(true);
            assertThat(detail.objects("waysBack").getFirst().text("told"))
                    .isEqualTo(now.toString());
            assertThat(detail.objects("leases")).hasSize(1);
            assertThat(detail.texts("wakers")).containsExactly("lab2", "lab3");
            assertThat(detail.texts("networks")).containsExactly("192.0.2.0/24");
            JsonObject other =
                    ServedFleet.json(fleet.get("/v1/hosts/lab3", viewer)).object("detail");
            assertThat(other.objects("waysBack").getFirst().value("proved")).isEqualTo(false);
            assertThat(other.object("attention").text("kind")).isEqualTo("no-way-back");
        }
    }

    @Test
    void aHostThatJoinedAndNeverCalledIsSilentAfterAWhile() throws Exception {
        try (ServedFleet fleet = fleet(Databases.Kind.SQLITE)) {
            String viewer = fleet.token("anna", Role.VIEWER);
            assertThat(fleet.get("/v1/attention", viewer).body()).contains("\"items\":[]");
            now = now.plusSeconds(600);

            assertThat(ServedFleet.json(fleet.get("/v1/attention", viewer)).objects("items"))
                    .extracting(item -> item.text("host") + " " + item.text("kind"))
                    .containsExactly("lab1 silent", "lab2 silent", "lab3 silent");
        }
    }
}
