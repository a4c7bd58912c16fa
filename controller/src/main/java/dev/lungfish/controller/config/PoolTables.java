package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.LeaseRules;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.plan.Schedule;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the settings of pools: `leases` are those of the pool `default` and what others have where
/// they say nothing, `pools.NAME` those of another one. For one thread.
final class PoolTables {
    /// A sleep that is shorter costs more than it saves anywhere.
    private static final Duration LEAST_LEASE = Duration.ofSeconds(10);

    private static final Duration MONTH = Duration.ofDays(31);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MANY = 1_000_000;
    private static final String LEARNED = "learned";
    private static final String LEASES = "leases";
    private static final List<String> MODES =
            Arrays.stream(Mode.values()).map(Mode::spelling).toList();

    private final SettingTable table;
    private final Duration checkIn;

    PoolTables(SettingTable table, Duration checkIn) {
        this.table = table;
        this.checkIn = checkIn;
    }

    PoolsConfiguration read() {
        PoolConfiguration rest = pool(PoolsConfiguration.DEFAULT, LEASES, Optional.empty());
        List<PoolConfiguration> named = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String name : table.names("pools")) {
            String key = "pools." + name;
            if (name.equals(PoolsConfiguration.DEFAULT)) {
                table.wrong(key, "another name: its settings are those of [leases]", name);
            }
            PoolConfiguration pool = pool(name, key, Optional.of(rest));
            pool.hosts().patterns().stream()
                    .filter(host -> !taken.add(host))
                    .forEach(host ->
                            table.wrong(key + ".hosts", "hosts that no other pool has", host));
            named.add(pool);
        }
        return new PoolsConfiguration(named, rest, domains(), exclusions());
    }

    private PoolConfiguration pool(String name, String key, Optional<PoolConfiguration> usual) {
        HostNames hosts = HostNames.NONE;
        if (usual.isPresent()) {
            hosts = new HostNames(table.texts(key + ".hosts"));
            if (hosts.patterns().isEmpty()) {
                table.wrong(key + ".hosts", "names of hosts, or patterns as \"node*\"", "none");
            }
        }
        ZoneId zone =
                table.zone(
                        key + ".zone",
                        usual.map(PoolConfiguration::zone).orElse(ZoneId.systemDefault()));
        Map<String, HostNames> groups = new LinkedHashMap<>();
        Map<String, Integer> quorums = new LinkedHashMap<>();
        for (String group : table.names(key + ".quorum")) {
            String at = key + ".quorum." + group;
            groups.put(group, new HostNames(table.texts(at + ".hosts")));
            int least = (int) table.number(at + ".awake", 0, 0, MANY);
            if (least > 0) {
                quorums.put(group, least);
            }
        }
        PoolRules rules =
                rules(
                        key,
                        usual.map(pool -> pool.policy().rules()).orElse(PoolRules.usual()),
                        quorums);
        boolean forecasts =
                table.flag(
                        key + ".forecast",
                        usual.map(pool -> pool.policy().forecasts()).orElse(true));
        int watts =
                (int)
                        table.number(
                                key + ".watts",
                                usual.map(PoolConfiguration::watts)
                                        .orElse(PoolConfiguration.USUAL_WATTS),
                                1,
                                MANY);
        return new PoolConfiguration(
                hosts,
                new PoolPolicy(
                        name,
                        rules,
                        schedules(key, zone),
                        forecasts,
                        idle(key, usual.map(pool -> pool.policy().idle()).orElse(IdleRule.USUAL))),
                zone,
                watts,
                EnergySettings.read(table, key, watts, usual.map(PoolConfiguration::power)),
                limits(key),
                groups);
    }

    private PoolRules rules(String key, PoolRules usual, Map<String, Integer> quorums) {
        Duration first = table.duration(key + ".first", usual.leases().first(), LEAST_LEASE, MONTH);
        Duration longest =
                table.duration(key + ".longest", usual.leases().longest(), LEAST_LEASE, MONTH);
        if (longest.compareTo(first) < 0) {
            table.wrong(key + ".longest", key + ".first or more", longest.toString());
            longest = first;
        }
        Duration least = LeaseRules.usual().least();
        return new PoolRules(
                mode(table, key + ".mode", usual.mode()),
                usual.target(),
                new LeaseRules(
                        least.compareTo(first) < 0 ? least : first, first, longest, Autonomy.NONE),
                usual.lead(),
                reserve(key + ".reserve", usual.reserve()),
                (int) table.number(key + ".awake_at_least", usual.awake(), 0, MANY),
                (int) table.number(key + ".wakers", usual.wakers(), 1, MANY),
                usual.covered(),
                quorums,
                (int) table.number(key + ".wakes_per_day", usual.wakesPerDay(), 1, MANY),
                table.flag(key + ".drain", usual.drain()),
                checkIn);
    }

    static Mode mode(SettingTable table, String key, Mode usual) {
        String word = table.word(key, MODES, usual.spelling());
        return Spelled.of(Mode.class, word).orElseThrow();
    }

    /// A number of hosts, a share as `"20%"`, or `{ quantile = 0.999, least = 1 }`.
    private Reserve reserve(String key, Reserve usual) {
        if (table.isTable(key)) {
            return new Reserve.Quantile(
                    table.share(key + ".quantile", 0.999),
                    (int) table.number(key + ".least", 0, 0, MANY),
                    0);
        }
        Optional<Integer> share = table.percent(key);
        if (share.isPresent()) {
            return new Reserve.Share(share.get());
        }
        return table.has(key) ? new Reserve.Hosts((int) table.number(key, 1, 0, MANY)) : usual;
    }

    /// A length, or `"learned"` with a break-even time and a share of the energy.
    private IdleRule idle(String key, IdleRule usual) {
        String idle = key + ".idle";
        String breakEven = key + ".break_even";
        String share = key + ".idle_share";
        Optional<Duration> usually =
                usual instanceof IdleRule.Fixed(Duration length)
                        ? Optional.of(length)
                        : Optional.empty();
        Optional<Duration> fixed = table.durationOr(LEARNED, idle, usually, Duration.ZERO, DAY);
        if (fixed.isPresent()) {
            for (String other : List.of(breakEven, share)) {
                if (table.has(other)) {
                    table.wrong(
                            other,
                            "%s = \"%s\"".formatted(idle, LEARNED),
                            SpokenDuration.of(fixed.get()));
                }
            }
            double _ = table.share(share, IdleRule.USUAL.budget());
            Duration _ = table.duration(breakEven, IdleRule.USUAL.breakEven(), SECOND, DAY);
            return new IdleRule.Fixed(fixed.get());
        }
        IdleRule.Learned rest =
                usual instanceof IdleRule.Learned learned ? learned : IdleRule.USUAL;
        return new IdleRule.Learned(
                table.duration(breakEven, rest.breakEven(), SECOND, DAY),
                table.share(share, rest.budget()));
    }

    private RateLimits limits(String key) {
        return new RateLimits(
                (int) table.number(key + ".hosts_per_minute", 0, 0, MANY),
                (int) table.number(key + ".watts_per_minute", 0, 0, Integer.MAX_VALUE));
    }

    private List<Schedule> schedules(String key, ZoneId zone) {
        List<Schedule> schedules = new ArrayList<>();
        for (SettingTable one : table.tables(key + ".schedule")) {
            Optional<Schedule> read =
                    new ScheduleTable(one).read(zone, "%d".formatted(schedules.size() + 1));
            read.ifPresent(schedules::add);
            one.refuseUnknown();
        }
        return schedules;
    }

    private Map<String, PoolsConfiguration.Domain> domains() {
        Map<String, PoolsConfiguration.Domain> domains = new LinkedHashMap<>();
        for (String name : table.names("power")) {
            String key = "power." + name;
            domains.put(
                    name,
                    new PoolsConfiguration.Domain(
                            new HostNames(table.texts(key + ".hosts")), limits(key)));
        }
        return domains;
    }

    private List<PoolsConfiguration.Exclusion> exclusions() {
        List<PoolsConfiguration.Exclusion> exclusions = new ArrayList<>();
        for (SettingTable one : table.tables("exclude")) {
            HostNames hosts = new HostNames(one.texts("hosts"));
            String why = one.text("reason", "");
            if (hosts.patterns().isEmpty() || why.isBlank()) {
                one.wrong("reason", "hosts, and a reason in words", why);
            }
            exclusions.add(new PoolsConfiguration.Exclusion(hosts, why));
            one.refuseUnknown();
        }
        return exclusions;
    }
}
