package dev.lungfish.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.energy.EnergyLedger;
import dev.lungfish.controller.energy.EnergyReport;
import dev.lungfish.controller.store.EnergyTable.Choice;
import dev.lungfish.controller.store.EnergyTable.Day;
import dev.lungfish.controller.store.EnergyTable.Sum;
import dev.lungfish.core.fleet.energy.EnergyUse;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A fleet lives for ten days, a third of the month that is asked for: what it used and what it
/// saved are together what it would have used always awake. It takes some seconds, as a controller
/// runs 14,400 times.
@Timeout(240)
class EnergyOfTenDaysTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration TIME = Duration.ofDays(10);
    private static final int AWAKE = 150;
    private static final String CONFIGURATION =
            """
            [leases]
            mode = "automatic"
            reserve = 0
            awake_at_least = 1
            wakers = 1
            idle = "0s"
            zone = "UTC"
            energy = { awake = 150, asleep = 7, changing = 180 }
            """;

    @Test
    void usedAndSavedAreWhatAnAwakeFleetUses() throws Exception {
        try (PlayedFleet fleet = new PlayedFleet(BEGIN, CONFIGURATION, "lab1", "lab2", "lab3")) {
            EnergyLedger ledger =
                    new EnergyLedger(
                            fleet.store(),
                            ControllerFile.parse("c.toml", CONFIGURATION).pools(),
                            fleet::now,
                            fleet.loop()::members,
                            _ -> {});
            fleet.loop().watch(ledger);
            fleet.live(TIME, Duration.ofSeconds(20), Duration.ofMinutes(1), ledger::pass);
            ledger.save();

            EnergyReport report = new EnergyReport(fleet.store());
            Choice november =
                    new Choice(YearMonth.of(2026, 11), Optional.empty(), Optional.empty());
            List<Sum> hosts = report.hosts(november, Optional.empty(), 100);
            List<Day> days = report.days(november);
            EnergyUse all = days.stream().map(Day::use).reduce(EnergyUse.NONE, EnergyUse::plus);
            assertThat(hosts).hasSize(3);
            assertThat(days).hasSize(10);
            assertThat(all.asleep()).isGreaterThan(Duration.ofDays(16).toMillis());
            assertThat(all.sleeps()).isGreaterThan(20);
            for (Sum host : hosts) {
                EnergyUse use = host.use();
                long known = use.awake() + use.asleep() + use.between();
                assertThat(known + use.unknown()).isEqualTo(TIME.toMillis());
                assertThat(use.unknown()).isLessThan(Duration.ofMinutes(5).toMillis());
                assertThat(use.used() + use.saved()).isEqualTo(AWAKE * known);
            }
            assertThat(report.pools(november).getFirst().use()).isEqualTo(all);
            assertThat(all.saved()).isGreaterThan(AWAKE * Duration.ofDays(15).toMillis());
        }
    }
}
