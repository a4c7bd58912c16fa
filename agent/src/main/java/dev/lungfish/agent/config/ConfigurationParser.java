package dev.lungfish.agent.config;

import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings.UnprovedPolicy;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReadings.AdministratorPolicy;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Understands a configuration. Confined to one thread; one for each file.
final class ConfigurationParser {
    private static final String SLEEP = "sleep";
    private static final String WAKE = "wake";
    private static final List<String> TABLES =
            List.of(
                    SLEEP,
                    WAKE,
                    DaemonTable.NAME,
                    WakeTables.CARDS,
                    WakeTables.NEIGHBOUR,
                    CpuTable.NAME,
                    PolicyTable.NAME,
                    MetricsTable.NAME,
                    GuestsTable.NAME,
                    HooksTable.NAME,
                    RelayTable.NAME);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /// More than any host runs without a boot.
    private static final Duration LONGEST = Duration.ofDays(3660);

    /// Brackets within brackets, of any kind and wherever they stand.
    static final int DEEPEST = 64;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private ConfigurationParser(String file) {
        this.file = file;
    }

    /// Understands a text.
    ///
    /// @param file what messages call it
    /// @throws ConfigurationException with all problems that the text has
    static Configuration parse(String file, String text) throws ConfigurationException {
        ConfigurationParser parser = new ConfigurationParser(file);
        Configuration configuration = parser.parse(text);
        if (!parser.problems.isEmpty()) {
            parser.problems.sort(
                    Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
            throw new ConfigurationException(parser.problems);
        }
        return configuration;
    }

    private Configuration parse(String text) {
        boolean tooDeep = isTooDeep(text);
        if (tooDeep) {
            report(
                    null,
                    "",
                    new ConfigurationReason.SettingMalformed(
                            "brackets within brackets, more than " + DEEPEST + " deep"));
        }
        TomlParseResult document = Toml.parse(tooDeep ? "" : text);
        for (TomlParseError error : document.errors()) {
            report(
                    error.position(),
                    "",
                    new ConfigurationReason.SettingMalformed(String.valueOf(error.getMessage())));
        }
        for (String key : document.keySet()) {
            if (!TABLES.contains(key)) {
                report(
                        document.inputPositionOf(List.of(key)),
                        "",
                        ConfigurationReason.SettingUnknown.of(key, key, TABLES));
            }
        }
        ConfigurationTable sleep = table(document, SLEEP);
        ConfigurationTable wake = table(document, WAKE);
        ConfigurationTable daemon = table(document, DaemonTable.NAME);
        ConfigurationTable relay = table(document, RelayTable.NAME);
        DaemonConfiguration reached = DaemonTable.understand(daemon);
        Configuration configuration =
                new Configuration(
                        new AdministratorPolicy(forbidden(sleep), file),
                        settings(sleep, wake),
                        delay(sleep),
                        wake.word(
                                "on_early_wake",
                                EarlyWakePolicy.STAY,
                                List.of(EarlyWakePolicy.values()),
                                EarlyWakePolicy::spelling),
                        reached,
                        WakeTables.understand(
                                table(document, WakeTables.CARDS),
                                table(document, WakeTables.NEIGHBOUR)),
                        CpuTable.understand(
                                table(document, CpuTable.NAME),
                                table(document, PolicyTable.NAME),
                                MetricsTable.understand(
                                        table(document, MetricsTable.NAME),
                                        reached.certificates())),
                        GuestsTable.understand(table(document, GuestsTable.NAME)),
                        HooksTable.understand(table(document, HooksTable.NAME)),
                        RelayTable.understand(relay));
        checkTogether(configuration, sleep);
        RelayTable.checkBeside(configuration, relay);
        sleep.refuseUnknown();
        wake.refuseUnknown();
        return configuration;
    }

    /// Whoever reads it goes as deep as it does.
    private static boolean isTooDeep(String text) {
        int depth = 0;
        int most = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '[', '{' -> most = Math.max(most, ++depth);
                case ']', '}' -> depth = Math.max(0, depth - 1);
                default -> {}
            }
        }
        return most > DEEPEST;
    }

    private ConfigurationTable table(TomlParseResult document, String name) {
        Object value = document.get(List.of(name));
        if (value != null && !(value instanceof TomlTable)) {
            report(
                    document.inputPositionOf(List.of(name)),
                    "",
                    new ConfigurationReason.SettingTableExpected(name));
        }
        TomlTable table = value instanceof TomlTable found ? found : Toml.parse("");
        return new ConfigurationTable(name, table, this::report);
    }

    private static Set<SleepState> forbidden(ConfigurationTable sleep) {
        Set<SleepState> states = EnumSet.noneOf(SleepState.class);
        states.addAll(
                sleep.words(
                        "forbid",
                        "sleep state",
                        List.of(SleepState.values()),
                        SleepState::spelling,
                        "[\"suspend-to-disk\"]"));
        return states;
    }

    private static Duration delay(ConfigurationTable sleep) {
        return sleep.duration("delay", Configuration.USUAL_DELAY, Duration.ZERO, LONGEST);
    }

    private static ProcedureSettings settings(ConfigurationTable sleep, ConfigurationTable wake) {
        ProcedureSettings usual = ProcedureSettings.usual();
        return new ProcedureSettings(
                sleep.duration("shortest", usual.shortest(), SECOND, LONGEST),
                sleep.duration("longest", usual.longest(), SECOND, LONGEST),
                sleep.duration("longest_delay", usual.longestDelay(), Duration.ZERO, LONGEST),
                wake.duration("rtc_test_validity", usual.rtcTestValidity(), Duration.ZERO, LONGEST),
                wake.duration("longest_nap", usual.longestNap(), Duration.ofMinutes(1), LONGEST),
                wake.duration("memory_lead", usual.memoryLead(), SECOND, HOUR),
                wake.duration("image_lead", usual.imageLead(), SECOND, HOUR),
                wake.duration("early_tolerance", usual.earlyTolerance(), SECOND, HOUR),
                wake.duration("memory_late_tolerance", usual.memoryLateTolerance(), SECOND, HOUR),
                wake.duration("image_late_tolerance", usual.imageLateTolerance(), SECOND, HOUR),
                wake.duration("foreign_alarm_stay", usual.foreignStay(), Duration.ZERO, HOUR),
                wake.duration("proof_validity", usual.proofValidity(), Duration.ZERO, LONGEST),
                wake.word(
                        "unproved",
                        usual.unproved(),
                        List.of(UnprovedPolicy.values()),
                        UnprovedPolicy::spelling),
                wake.number("most_early_wakes", usual.mostEarlyWakes(), 0, 1000));
    }

    private static void checkTogether(Configuration configuration, ConfigurationTable sleep) {
        ProcedureSettings settings = configuration.settings();
        if (settings.longest().compareTo(settings.shortest()) < 0) {
            sleep.wrong(
                    "longest",
                    new ConfigurationReason.SettingOutOfOrder(
                            true, "sleep.shortest", Optional.of(settings.shortest())));
        }
        if (configuration.delay().compareTo(settings.longestDelay()) > 0) {
            sleep.wrong(
                    "delay",
                    new ConfigurationReason.SettingOutOfOrder(
                            false, "sleep.longest_delay", Optional.of(settings.longestDelay())));
        }
    }

    private void report(@Nullable TomlPosition position, String key, Reason reason) {
        problems.add(
                position == null
                        ? new Problem(file, 0, 0, key, reason)
                        : new Problem(file, position.line(), position.column(), key, reason));
    }
}
