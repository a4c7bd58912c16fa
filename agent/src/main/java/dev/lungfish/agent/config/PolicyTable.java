package dev.lungfish.agent.config;

import dev.lungfish.core.policy.Condition;
import dev.lungfish.core.policy.Condition.Quantity;
import dev.lungfish.core.policy.Ladder;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.time.Weekdays;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Understands the table of the policy: `[policy]` and its ladder of `[[policy.rule]]`.
final class PolicyTable {
    static final String NAME = "policy";
    private static final Duration USUAL_MINIMUM = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final int NOT_GIVEN = -1;

    /// What a rule that sleeps asks for where it does not say: the least that "idle" means.
    private static final int IDLE_LOAD = 10;

    private static final int USUAL_LOAD_MARGIN = 5;
    private static final int USUAL_TEMPERATURE_MARGIN = 5;

    private PolicyTable() {}

    static PolicyConfiguration understand(ConfigurationTable table, List<PowerProfile> profiles) {
        Duration every =
                table.duration(
                        "every",
                        PolicyConfiguration.USUALLY_EVERY,
                        Duration.ofSeconds(1),
                        Duration.ofHours(1));
        Duration minimum = table.duration("minimum", USUAL_MINIMUM, Duration.ZERO, DAY);
        boolean enabled = table.flag("enabled", true);
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigurationTable rule : table.tables("rule")) {
            String name = rule.text("name", PolicyTable::name).orElse("");
            if (name.isEmpty()) {
                rule.wrong("name", new ConfigurationReason.RuleNameMissing());
            } else if (!names.add(name)) {
                rule.wrong("name", new ConfigurationReason.RuleNameTwice(name));
            }
            rule(name, rule, profiles).ifPresent(rules::add);
            rule.refuseUnknown();
        }
        table.refuseUnknown();
        return new PolicyConfiguration(
                enabled && !rules.isEmpty() ? new Ladder(rules, minimum) : Ladder.none(), every);
    }

    private static String name(String text) {
        if (text.isBlank() || text.length() > 60) {
            throw new IllegalArgumentException("a name of up to 60 letters expected");
        }
        return text;
    }

    private static Optional<Rule> rule(
            String name, ConfigurationTable table, List<PowerProfile> profiles) {
        Optional<String> profile = table.text("profile", text -> known(text, profiles));
        Optional<SleepTarget> target = table.text("sleep", PolicyTable::target);
        Duration length = table.duration("for", Duration.ofHours(1), Duration.ofSeconds(1), YEAR);
        Duration after = table.duration("after", Duration.ZERO, Duration.ZERO, DAY);
        List<Condition> conditions = conditions(table, target.isPresent());
        boolean named = table.has("profile");
        if (named == table.has("sleep")) {
            table.wrong(named ? "sleep" : "profile", new ConfigurationReason.RuleActionUnclear());
        }
        if (profile.isEmpty() && target.isEmpty()) {
            return Optional.empty();
        }
        Action action =
                profile.<Action>map(Action.UseProfile::new)
                        .or(() -> target.map(one -> new Action.Sleep(one, length)))
                        .orElseThrow();
        return Optional.of(new Rule(name, conditions, after, action));
    }

    private static String known(String text, List<PowerProfile> profiles) {
        List<String> names = profiles.stream().map(PowerProfile::name).toList();
        if (!names.contains(text)) {
            throw new IllegalArgumentException(
                    "no profile '" + text + "'" + Suggestion.orKnown(text, names));
        }
        return text;
    }

    private static SleepTarget target(String text) {
        for (SleepTarget target : SleepTarget.values()) {
            if (target.spelling().equals(text)) {
                return target;
            }
        }
        throw new IllegalArgumentException("mem, disk or hybrid expected, found '" + text + "'");
    }

    private static List<Condition> conditions(ConfigurationTable table, boolean sleeps) {
        List<Condition> conditions = new ArrayList<>();
        Optional<Condition.Hours> hours = table.text("hours", PolicyTable::hours);
        Optional<LocalTime> nightEnds =
                hours.filter(span -> span.from().isAfter(span.to())).map(Condition.Hours::to);
        hours.ifPresent(conditions::add);
        table.text("days", text -> Weekdays.written(Weekdays.parse(text)))
                .map(days -> new Condition.Days(days, nightEnds))
                .ifPresent(conditions::add);
        table.text("power", PolicyTable::power).ifPresent(conditions::add);
        amounts(table, Quantity.LOAD, 100, USUAL_LOAD_MARGIN, sleeps ? IDLE_LOAD : NOT_GIVEN)
                .forEach(conditions::add);
        amounts(table, Quantity.GUESTS, 100_000, 0, sleeps ? 0 : NOT_GIVEN)
                .forEach(conditions::add);
        amounts(table, Quantity.CONTAINERS, 100_000, 0, NOT_GIVEN).forEach(conditions::add);
        boolean ignoresSessions = table.flag("ignore_sessions", false);
        amounts(table, Quantity.SESSIONS, 100_000, 0, sleeps && !ignoresSessions ? 0 : NOT_GIVEN)
                .forEach(conditions::add);
        amounts(table, Quantity.TEMPERATURE, 1000, USUAL_TEMPERATURE_MARGIN, NOT_GIVEN)
                .forEach(conditions::add);
        if (table.flag("no_blockers", sleeps)) {
            conditions.add(new Condition.NoBlockers());
        }
        return conditions;
    }

    private static List<Condition> amounts(
            ConfigurationTable table, Quantity quantity, int most, int usualMargin, int usualMost) {
        String key = quantity.spelling();
        int margin = table.number(key + "_margin", usualMargin, 0, most);
        int atLeast = table.number(key + "_at_least", NOT_GIVEN, 0, most);
        int atMost =
                table.number(
                        key + "_at_most", atLeast == NOT_GIVEN ? usualMost : NOT_GIVEN, 0, most);
        List<Condition> conditions = new ArrayList<>();
        if (atMost != NOT_GIVEN) {
            conditions.add(new Condition.Amount(quantity, true, atMost, margin));
        }
        if (atLeast != NOT_GIVEN) {
            conditions.add(new Condition.Amount(quantity, false, atLeast, margin));
        }
        return conditions;
    }

    private static Condition.Hours hours(String text) {
        String[] ends = text.split("-", -1);
        try {
            if (ends.length == 2) {
                LocalTime from = LocalTime.parse(ends[0].strip());
                LocalTime to = LocalTime.parse(ends[1].strip());
                if (!from.equals(to)) {
                    return new Condition.Hours(from, to);
                }
            }
        } catch (DateTimeException _) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "hours like \"22:00-06:00\" expected, found '" + text + "'");
    }

    private static Condition power(String text) {
        for (PowerSource source : PowerSource.values()) {
            if (source.spelling().equals(text)) {
                return new Condition.Power(source);
            }
        }
        throw new IllegalArgumentException("mains or battery expected, found '" + text + "'");
    }
}
