package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.core.fleet.energy.EnergyUse;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.testkit.NeedsProgram;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The energy of a month, as a viewer reads it.
@Timeout(120)
class EnergyRoutesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long WATT_HOUR = 3_600_000;

    @TempDir Path folder;

    private static EnergyUse night() {
        return new EnergyUse(
                HOUR,
                9 * HOUR,
                0,
                HOUR,
                0,
                0,
                HOUR,
                30 * WATT_HOUR,
                105 * WATT_HOUR,
                45 * WATT_HOUR,
                900 * WATT_HOUR,
                2);
    }

    private static EnergyUse day() {
        return new EnergyUse(10 * HOUR, 0, 0, 0, 10 * HOUR, 1500 * WATT_HOUR, 0, 0, 0, 0, 0, 0);
    }

    private ServedFleet fleet(Databases.Kind kind) throws Exception {
        ServedFleet fleet = new ServedFleet(folder, () -> NOW, kind);
        fleet.add("id2", "lab2");
        boolean _ =
                fleet.store.work(transaction -> {
                    transaction.energy().add(at("2026-11-02"), "id1", "default", night());
                    transaction.energy().add(at("2026-11-02"), "id1", "default", night());
                    transaction.energy().add(at("2026-11-30"), "id1", "compute", day());
                    transaction.energy().add(at("2026-11-30"), "id2", "default", day());
                    transaction.energy().add(at("2026-10-31"), "id2", "default", day());
                    transaction.energy().add(at("2026-12-01"), "id2", "default", day());
                    return true;
                });
        return fleet;
    }

    private static LocalDate at(String day) {
        return LocalDate.parse(day);
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void aViewerReadsAMonthByHostsAndByPools(Databases.Kind kind) throws Exception {
        try (ServedFleet fleet = fleet(kind)) {
            String viewer = fleet.token("anna", Role.VIEWER);

            JsonObject month = ServedFleet.json(fleet.get("/v1/energy?month=2026-11", viewer));
            List<JsonObject> rows = month.objects("rows");
            assertThat(rows)
                    .extracting(row -> row.text("host") + " " + row.text("pool"))
                    .containsExactly("lab1 compute", "lab1 default", "lab2 default");
            JsonObject night = rows.get(1).object("energy");
            assertThat(night.duration("asleep")).isEqualTo(Duration.ofHours(18));
            assertThat(night.value("used")).isEqualTo(300.0);
            assertThat(night.value("saved")).isEqualTo(1800.0);
            assertThat(night.value("partMeasured")).isEqualTo(60.0);
            assertThat(night.texts("how")).containsExactly("part");
            assertThat(rows.get(2).object("energy").texts("how")).containsExactly("measured");
            assertThat(month.object("sum").value("used")).isEqualTo(3300.0);
            assertThat(month.objects("days"))
                    .extracting(one -> one.text("day"))
                    .containsExactly("2026-11-02", "2026-11-30");

            JsonObject pools =
                    ServedFleet.json(fleet.get("/v1/energy?month=2026-11&by=pool", viewer));
            assertThat(pools.objects("rows"))
                    .extracting(row -> row.text("pool") + " " + row.number("hosts"))
                    .containsExactly("compute 1", "default 2");
            assertThat(
                            ServedFleet.json(
                                            fleet.get("/v1/energy?month=2026-11&host=lab2", viewer))
                                    .objects("rows"))
                    .hasSize(1);
            assertThat(
                            ServedFleet.json(
                                            fleet.get(
                                                    "/v1/energy?month=2026-11&pool=compute",
                                                    viewer))
                                    .object("sum")
                                    .value("used"))
                    .isEqualTo(1500.0);
        }
    }

    @Test
    void rowsComeInPagesAndAllAtOnceAsCsv() throws Exception {
        try (ServedFleet fleet = fleet(Databases.Kind.SQLITE)) {
            String viewer = fleet.token("anna", Role.VIEWER);
            String path = "/v1/energy?month=2026-11&limit=2";

            JsonObject first = ServedFleet.json(fleet.get(path, viewer));
            JsonObject second =
                    ServedFleet.json(fleet.get(path + "&after=" + first.text("next"), viewer));
            assertThat(first.objects("rows")).hasSize(2);
            assertThat(second.objects("rows"))
                    .extracting(row -> row.text("host"))
                    .containsExactly("lab2");
            assertThat(second.has("next")).isFalse();
            assertThat(second.object("sum").value("used")).isEqualTo(3300.0);

            HttpResponse<String> csv = fleet.get("/v1/energy.csv?month=2026-11", viewer);
            assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
            assertThat(csv.body().split("\r\n"))
                    .containsExactly(
                            "month,host,pool,hosts,awake_s,asleep_s,between_s,unknown_s,sleeps,used_wh,measured_wh,part_measured_wh,saved_wh,how",
                            "2026-11,lab1,compute,1,36000,0,0,0,0,1500.000,1500.000,0.000,0.000,measured",
                            "2026-11,lab1,default,1,7200,64800,0,7200,4,300.000,0.000,60.000,1800.000,part",
                            "2026-11,lab2,default,1,36000,0,0,0,0,1500.000,1500.000,0.000,0.000,measured");
            assertThat(fleet.get("/v1/energy.csv?month=2026-11&by=pool", viewer).body())
                    .contains("2026-11,,default,2,");
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedByItsName() throws Exception {
        try (ServedFleet fleet = fleet(Databases.Kind.SQLITE)) {
            String viewer = fleet.token("anna", Role.VIEWER);

            assertThat(fleet.get("/v1/energy", "none").statusCode()).isEqualTo(401);
            HttpResponse<String> month = fleet.get("/v1/energy?month=2026-13", viewer);
            assertThat(month.statusCode()).isEqualTo(400);
            assertThat(month.body()).contains("a month as 2026-11 is expected");
            assertThat(fleet.get("/v1/energy?by=day", viewer).body())
                    .contains("host or pool is expected");
            assertThat(ServedFleet.code(fleet.get("/v1/energy?host=lab9", viewer)))
                    .isEqualTo("fleet-host-unknown");
            assertThat(ServedFleet.code(fleet.get("/v1/energy.csv?pool=nowhere", viewer)))
                    .isEqualTo("pool-unknown");
            assertThat(fleet.get("/v1/energy?month=2025-01", viewer).body())
                    .contains("\"rows\":[]");
        }
    }
}
