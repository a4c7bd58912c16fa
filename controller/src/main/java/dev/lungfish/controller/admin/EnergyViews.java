package dev.lungfish.controller.admin;

import dev.lungfish.controller.energy.EnergyReport;
import dev.lungfish.controller.store.EnergyTable;
import dev.lungfish.core.fleet.energy.EnergyBasis;
import dev.lungfish.core.fleet.energy.EnergyUse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the API takes and answers about energy, as [Views] has it for all else.
public final class EnergyViews {
    private EnergyViews() {}

    public record EnergyQuery(
            Optional<String> month,
            Optional<String> by,
            Optional<String> host,
            Optional<String> pool,
            Optional<String> after,
            Optional<Integer> limit) {}

    public record EnergyCsvQuery(
            Optional<String> month,
            Optional<String> by,
            Optional<String> host,
            Optional<String> pool) {}

    public record EnergyView(
            String month,
            List<EnergyRowView> rows,
            EnergyUseView sum,
            List<EnergyDayView> days,
            Optional<String> next) {}

    public record EnergyRowView(
            Optional<String> host, String pool, long hosts, EnergyUseView energy) {
        static EnergyRowView of(EnergyTable.Sum sum) {
            return new EnergyRowView(
                    sum.host(), sum.pool(), sum.hosts(), EnergyUseView.of(sum.use()));
        }
    }

    public record EnergyDayView(String day, EnergyUseView energy) {
        static EnergyDayView of(EnergyTable.Day day) {
            return new EnergyDayView(day.day().toString(), EnergyUseView.of(day.use()));
        }
    }

    public record EnergyUseView(
            Duration awake,
            Duration asleep,
            Duration between,
            Duration unknown,
            long sleeps,
            double used,
            double measured,
            double partMeasured,
            double saved,
            List<String> how) {
        static EnergyUseView of(EnergyUse use) {
            return new EnergyUseView(
                    Duration.ofMillis(use.awake()),
                    Duration.ofMillis(use.asleep()),
                    Duration.ofMillis(use.between()),
                    Duration.ofMillis(use.unknown()),
                    use.sleeps(),
                    EnergyReport.wattHours(use.used()),
                    EnergyReport.wattHours(use.whole()),
                    EnergyReport.wattHours(use.part()),
                    EnergyReport.wattHours(use.saved()),
                    use.bases().stream().map(EnergyBasis::spelling).toList());
        }
    }
}
