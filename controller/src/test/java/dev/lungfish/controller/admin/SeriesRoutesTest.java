package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.series.PoolSampler;
import dev.lungfish.controller.store.Backup;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.SampleTable;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.testkit.NeedsProgram;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A pool over time.
@Timeout(120)
class SeriesRoutesTest {
    private static final Instant BEGINNING = Instant.parse("2026-11-30T05:00:00Z");

    @TempDir Path folder;
    private Instant now = BEGINNING;

    private ServedFleet fleet(Databases.Kind kind) throws Exception {
        return new ServedFleet(folder, () -> now, kind);
    }

    private static SampleTable.Row sample(Instant at, int awake, int used) {
        return new SampleTable.Row(
                "default",
                at,
                SampleTable.SPAN,
                10,
                awake,
                10 - awake,
                0,
                used,
                awake - used,
                1,
                used + 1,
                Optional.of(new SampleTable.Expected(used - 1, used, used + 2)));
    }

    private static void keep(ServedFleet fleet, SampleTable.Row... rows) {
        boolean _ =
                fleet.store.work(transaction -> {
                    List.of(rows).forEach(transaction.samples()::add);
                    return true;
                });
    }

    private static List<SampleTable.Row> kept(ServedFleet fleet) {
        return fleet.store.work(transaction ->
                transaction
                        .samples()
                        .between("default", Instant.EPOCH, BEGINNING.plusSeconds(1L << 30)));
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void whatAPoolIsIsKeptOnceInFiveMinutesAndThinnedToHoursAfterThirtyDays(Databases.Kind kind)
            throws Exception {
        try (ServedFleet fleet = fleet(kind)) {
            PoolSampler sampler = new PoolSampler(fleet.loop, fleet.store, () -> now);
            Verdict _ = fleet.call(1, List.of(SleepTarget.MEM));
            sampler.tick();
            now = now.plusSeconds(200);
            sampler.tick();
            now = now.plusSeconds(100);
            sampler.tick();
            assertThat(kept(fleet))
                    .extracting(SampleTable.Row::at)
                    .containsExactly(BEGINNING, BEGINNING.plusSeconds(300));
            assertThat(kept(fleet).getFirst().hosts()).isEqualTo(1);
            assertThat(kept(fleet).getFirst().awake()).isEqualTo(1);
            assertThat(kept(fleet).getFirst().free()).isEqualTo(1);

            keep(fleet, sample(BEGINNING.plusSeconds(600), 4, 3));
            now = BEGINNING.plus(Duration.ofDays(31));
            sampler.tick();
            assertThat(kept(fleet)).hasSize(2);
            SampleTable.Row hour = kept(fleet).getFirst();
            assertThat(hour.at()).isEqualTo(BEGINNING);
            assertThat(hour.span()).isEqualTo(Duration.ofHours(1));
            assertThat(hour.awake()).isEqualTo(2);
            assertThat(hour.used()).isEqualTo(3);
            assertThat(hour.expected()).contains(new SampleTable.Expected(2, 3, 5));

            now = BEGINNING.plus(Duration.ofDays(401));
            sampler.tick();
            assertThat(kept(fleet)).noneMatch(row -> row.at().equals(BEGINNING));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void stepsHaveTheMeansOfTheirSamplesAndTheMostThatWasUsed(Databases.Kind kind)
            throws Exception {
        try (ServedFleet fleet = fleet(kind)) {
            String viewer = fleet.token("vera", Role.VIEWER);
            keep(
                    fleet,
                    sample(BEGINNING, 4, 3),
                    sample(BEGINNING.plusSeconds(300), 6, 5),
                    sample(BEGINNING.plusSeconds(1200), 2, 1));
            now = BEGINNING.plusSeconds(1500);

            JsonObject series =
                    ServedFleet.json(
                            fleet.get(
                                    "/v1/pools/default/series?step=10min&from=" + BEGINNING,
                                    viewer));
            List<JsonObject> points = series.objects("points");
            assertThat(points)
                    .extracting(point -> point.text("at"))
                    .containsExactly(
                            BEGINNING.toString(),
                            BEGINNING.plusSeconds(600).toString(),
                            BEGINNING.plusSeconds(1200).toString());
            assertThat(points.getFirst().value("awake")).isEqualTo(5.0);
            assertThat(points.getFirst().number("used")).isEqualTo(5);
            assertThat(points.getFirst().number("high")).isEqualTo(7);
            assertThat(points.get(1).has("awake")).isFalse();
            assertThat(points.get(2).number("least")).isEqualTo(2);
            assertThat(series.object("forecast").has("error")).isTrue();
        }
    }

    @Test
    void timesAndStepsAreBounded() throws Exception {
        try (ServedFleet fleet = fleet(Databases.Kind.SQLITE)) {
            String viewer = fleet.token("vera", Role.VIEWER);

            JsonObject day = ServedFleet.json(fleet.get("/v1/pools/default/series", viewer));
            assertThat(day.objects("points")).hasSize(288);
            assertThat(day.duration("step")).isEqualTo(Duration.ofMinutes(5));
            assertThat(
                            ServedFleet.json(
                                            fleet.get(
                                                    "/v1/pools/default/series?until="
                                                            + now.plus(Duration.ofDays(30)),
                                                    viewer))
                                    .text("until"))
                    .isEqualTo(now.plus(Duration.ofDays(7)).toString());
            for (String query :
                    List.of(
                            "?from=2020-01-01T00:00:00Z",
                            "?step=1min",
                            "?step=5min&from=2026-10-01T00:00:00Z",
                            "?from=2026-11-30T04:00:00Z&until=2026-11-30T03:00:00Z",
                            "?until=-1000000000-01-01T00:00:00Z")) {
                assertThat(ServedFleet.code(fleet.get("/v1/pools/default/series" + query, viewer)))
                        .as(query)
                        .isEqualTo("request-malformed");
            }
            assertThat(ServedFleet.code(fleet.get("/v1/pools/none/series", viewer)))
                    .isEqualTo("pool-unknown");
        }
    }

    @Test
    void samplesAreInABackup() throws Exception {
        try (ServedFleet fleet = fleet(Databases.Kind.SQLITE)) {
            keep(fleet, sample(BEGINNING, 4, 3));
            List<SampleTable.Row> before = kept(fleet);
            StringWriter backup = new StringWriter();
            Backup.write(fleet.store, backup, now);
            Epoch _ = Backup.restore(fleet.store, new StringReader(backup.toString()), now);

            assertThat(kept(fleet)).isEqualTo(before);
        }
    }
}
