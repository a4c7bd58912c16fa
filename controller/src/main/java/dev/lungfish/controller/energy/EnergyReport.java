package dev.lungfish.controller.energy;

import dev.lungfish.controller.store.EnergyTable.Choice;
import dev.lungfish.controller.store.EnergyTable.Day;
import dev.lungfish.controller.store.EnergyTable.Sum;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.energy.EnergyBasis;
import dev.lungfish.core.fleet.energy.EnergyUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was written of a month. Safe for use by several threads.
public record EnergyReport(Store store) {
    private static final int PAGE = 1000;
    private static final double MILLIJOULES_PER_WATT_HOUR = 3_600_000;
    private static final double THOUSANDTHS = 1000;
    private static final int MILLIS = 1000;

    /// One page of hosts.
    ///
    /// @param after where the page before ended, as `host/pool`; empty for the first
    public List<Sum> hosts(Choice choice, Optional<String> after, int most) {
        // A name of a host has no slash.
        String[] end = after.orElse("/").split("/", 2);
        String pool = end.length > 1 ? end[1] : "";
        return store.work(transaction -> transaction.energy().byHost(choice, end[0], pool, most));
    }

    /// Where a page of hosts ended.
    public static String end(List<Sum> page) {
        Sum last = page.getLast();
        return "%s/%s".formatted(last.host().orElse(""), last.pool());
    }

    public List<Sum> pools(Choice choice) {
        return store.work(transaction -> transaction.energy().byPool(choice));
    }

    public List<Day> days(Choice choice) {
        return store.work(transaction -> transaction.energy().byDay(choice));
    }

    /// All hosts, or all pools, of a month, as RFC 4180 has it.
    public String csv(Choice choice, boolean byPool) {
        StringBuilder csv = new StringBuilder();
        csv.append(
                "month,host,pool,hosts,awake_s,asleep_s,between_s,unknown_s,sleeps,used_wh,measured_wh,part_measured_wh,saved_wh,how\r\n");
        for (Sum sum : byPool ? pools(choice) : allHosts(choice)) {
            EnergyUse use = sum.use();
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s,%d,%d,%d,%d,%d,%d,%.3f,%.3f,%.3f,%.3f,%s\r\n",
                            choice.month(),
                            quoted(sum.host().orElse("")),
                            quoted(sum.pool()),
                            sum.hosts(),
                            use.awake() / MILLIS,
                            use.asleep() / MILLIS,
                            use.between() / MILLIS,
                            use.unknown() / MILLIS,
                            use.sleeps(),
                            wattHours(use.used()),
                            wattHours(use.whole()),
                            wattHours(use.part()),
                            wattHours(use.saved()),
                            use.bases().stream()
                                    .map(EnergyBasis::spelling)
                                    .collect(Collectors.joining("+"))));
        }
        return csv.toString();
    }

    private List<Sum> allHosts(Choice choice) {
        List<Sum> all = new ArrayList<>();
        List<Sum> page = hosts(choice, Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = hosts(choice, Optional.of(end(page)), PAGE);
        }
        return all;
    }

    private static String quoted(String cell) {
        return cell.matches("[\\w.-]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /// Millijoules as watt-hours, to a thousandth.
    public static double wattHours(long millijoules) {
        return Math.round(millijoules / MILLIJOULES_PER_WATT_HOUR * THOUSANDTHS) / THOUSANDTHS;
    }
}
