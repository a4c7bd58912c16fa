package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.fleet.FleetSettings;
import dev.lungfish.controller.fleet.PoolSetting;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.SampleTable;
import dev.lungfish.controller.whatif.ChangedRules;
import dev.lungfish.controller.whatif.WhatIf;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.state.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What other rules of a pool would have done with its last week.
@Timeout(120)
class WhatIfRoutesTest {
    private static final Instant BEGINNING = Instant.parse("2026-11-23T00:00:00Z");
    private static final int OF_DAY = 288;

    @TempDir Path folder;
    private Instant now = BEGINNING;
    private ServedFleet fleet;
    private String operator;

    @BeforeEach
    void open() throws Exception {
        fleet =
                new ServedFleet(
                        folder,
                        () -> now,
                        Databases.Kind.SQLITE,
                        Optional.empty(),
                        new FleetSettings(
                                PoolRules.usual(),
                                HostRules.usual(),
                                Duration.ofSeconds(30),
                                List.of(WakePath.PACKETS)));
        operator = fleet.token("anna", Role.OPERATOR);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /// Twelve hosts, of which eight are used in one half of each hour and two in the other.
    private static List<SampleTable.Row> past(int samples) {
        return IntStream.range(0, samples)
                .mapToObj(i ->
                        new SampleTable.Row(
                                "default",
                                BEGINNING.plus(SampleTable.SPAN.multipliedBy(i)),
                                SampleTable.SPAN,
                                12,
                                12,
                                0,
                                0,
                                i / 6 % 2 == 0 ? 2 : 8,
                                0,
                                0,
                                0,
                                Optional.empty()))
                .toList();
    }

    private void keep(int samples) {
        boolean _ =
                fleet.store.work(transaction -> {
                    past(samples).forEach(transaction.samples()::add);
                    return true;
                });
        now = BEGINNING.plus(SampleTable.SPAN.multipliedBy(samples));
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return fleet.post("/v1/pools/default/what-if", operator, body);
    }

    @Test
    void aLargerReserveUsesMoreAndWakesLess() throws Exception {
        keep(OF_DAY);

        HttpResponse<String> answer = ask("{\"reserve\":\"4\",\"longest\":\"4h\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject view = ServedFleet.json(answer);
        JsonObject today = view.object("today");
        JsonObject changed = view.object("changed");
        assertThat((double) changed.value("energy")).isGreaterThan((double) today.value("energy"));
        assertThat(changed.number("wakes")).isLessThan(today.number("wakes"));
        assertThat((double) changed.value("awakeMean"))
                .isGreaterThan((double) today.value("awakeMean"));
        assertThat(today.number("waited")).isEqualTo(24 * 6);
        assertThat(view.number("hosts")).isEqualTo(12);
        assertThat(view.text("from")).isEqualTo(BEGINNING.toString());
        assertThat(view.text("until")).isEqualTo(now.toString());

        // The same rules come to the same.
        JsonObject same = ServedFleet.json(ask("{}"));
        assertThat(same.object("changed").value("energy"))
                .isEqualTo(same.object("today").value("energy"));
    }

    @Test
    void theAnswerHasTheChangesAsTheyStandInTheControllersFile() throws Exception {
        keep(OF_DAY);
        String toml =
                ServedFleet.json(
                                ask(
                                        """
                                        {"first":"20min","longest":"4h","awakeAtLeast":3,"reserve":"20%","wakers":3,
                                         "wakesPerDay":5,"breakEven":"3min","idleShare":"0.02"}
                                        """))
                        .text("toml");

        PoolRules rules =
                ControllerFile.parse("controller.toml", toml).pools().rest().policy().rules();
        assertThat(rules.leases().first()).isEqualTo(Duration.ofMinutes(20));
        assertThat(rules.leases().longest()).isEqualTo(Duration.ofHours(4));
        assertThat(rules.awake()).isEqualTo(3);
        assertThat(rules.reserve()).isEqualTo(new Reserve.Share(20));
        assertThat(rules.wakers()).isEqualTo(3);
        assertThat(rules.wakesPerDay()).isEqualTo(5);
        assertThat(toml).contains("break_even = \"180s\"");
    }

    @Test
    void whatMakesNoSenseIsRefusedByItsName() throws Exception {
        assertThat(ServedFleet.code(ask("{}"))).isEqualTo("past-too-short");
        assertThat(ask("{}").statusCode()).isEqualTo(409);
        keep(OF_DAY);

        for (String body :
                List.of(
                        "{\"reserve\":\"many\"}",
                        "{\"reserve\":\"101%\"}",
                        "{\"first\":\"9h\",\"longest\":\"1h\"}",
                        "{\"wakers\":0}",
                        "{\"idle\":\"5min\",\"breakEven\":\"2min\"}",
                        "{\"idleShare\":\"2\"}")) {
            assertThat(ServedFleet.code(ask(body))).as(body).isEqualTo("request-malformed");
        }
        String viewer = fleet.token("vera", Role.VIEWER);
        assertThat(fleet.post("/v1/pools/default/what-if", viewer, "{}").statusCode())
                .isEqualTo(403);
        assertThat(ServedFleet.code(fleet.post("/v1/pools/none/what-if", operator, "{}")))
                .isEqualTo("pool-unknown");
    }

    /// While one runs another is refused, and one that takes too long ends.
    @Test
    void oneRunsAtATimeAndNotForLong() {
        PoolSetting pool = fleet.loop.questions().setting("default");
        ChangedRules nothing =
                new ChangedRules(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        AtomicReference<WhatIf> self = new AtomicReference<>(new WhatIf(() -> () -> Duration.ZERO));
        self.set(
                new WhatIf(() -> {
                    assertThatThrownBy(() -> self.get().ask(pool, nothing, past(OF_DAY)))
                            .satisfies(e ->
                                    assertThat(Reasoned.of(e).code())
                                            .isEqualTo("simulation-under-way"));
                    return () -> Duration.ofMinutes(1);
                }));

        assertThatThrownBy(() -> self.get().ask(pool, nothing, past(OF_DAY)))
                .satisfies(e -> assertThat(Reasoned.of(e).code()).isEqualTo("simulation-too-long"));
    }
}
