package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Judges whether systemd is set so that a sleep state is what it enters when it is asked for it.
///
/// **Source:** systemd `man/systemd-sleep.conf.xml`; `src/shared/sleep-config.c` and
/// `src/sleep/sleep.c`, which write the words of a list in turn until one is accepted; `units/` for
/// what a sleep needs. A masked target that logind is not asked for itself (`sleep.target`) makes
/// the call fail though logind says yes.
record SystemdJudge(SleepReadings readings) {
    private static final List<String> SUSPEND_WORDS = List.of("mem", "standby", "freeze");

    /// Why systemd would not enter a state, or would enter another; empty where it would.
    Optional<SleepPolicyReason> objection(SleepState state) {
        List<String> masked =
                units(state).stream().filter(readings.systemd().masked()::containsKey).toList();
        if (!masked.isEmpty()) {
            return Optional.of(new SleepPolicyReason.UnitsMasked(String.join(" ", masked)));
        }
        return forbidden(state)
                .<SleepPolicyReason>map(setting ->
                        new SleepPolicyReason.ForbiddenBySystemd(setting.text(), setting.source()))
                .or(() ->
                        otherwise(state)
                                .map(setting ->
                                        new SleepPolicyReason.SystemdEntersAnother(
                                                state, setting.text(), setting.source())));
    }

    /// The settings and masks that were looked at.
    List<Evidence> evidence(SleepState state) {
        Stream<Evidence> settings =
                keys(state).stream()
                        .map(readings.systemd()::setting)
                        .flatMap(Optional::stream)
                        .map(setting -> new Evidence(setting.source(), setting.text()));
        Map<String, String> masked = readings.systemd().masked();
        Stream<Evidence> masks =
                units(state).stream()
                        .filter(masked::containsKey)
                        .map(unit -> new Evidence(String.valueOf(masked.get(unit)), "masked"));
        return Stream.concat(settings, masks).toList();
    }

    private static List<String> keys(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM ->
                    List.of("AllowSuspend", "SuspendState", "MemorySleepMode");
            case SUSPEND_TO_DISK ->
                    List.of("AllowHibernation", "HibernateMode", "HibernateDelaySec");
            case HYBRID ->
                    List.of(
                            "AllowHybridSleep",
                            "AllowSuspend",
                            "AllowHibernation",
                            "HybridSleepMode");
        };
    }

    private static List<String> units(SleepState state) {
        String verb =
                switch (state) {
                    case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> "suspend";
                    case SUSPEND_TO_DISK -> "hibernate";
                    case HYBRID -> "hybrid-sleep";
                };
        return List.of("sleep.target", verb + ".target", "systemd-" + verb + ".service");
    }

    /// The `Allow...=no` that counts; that of hybrid sleep follows the two others where it is not
    /// set.
    private Optional<SleepReadings.Setting> forbidden(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> no("AllowSuspend");
            case SUSPEND_TO_DISK -> no("AllowHibernation");
            case HYBRID ->
                    readings.systemd().setting("AllowHybridSleep").isPresent()
                            ? no("AllowHybridSleep")
                            : no("AllowSuspend").or(() -> no("AllowHibernation"));
        };
    }

    private Optional<SleepReadings.Setting> no(String key) {
        return readings.systemd()
                .setting(key)
                .filter(setting ->
                        Set.of("no", "false", "off", "0", "n", "f").contains(word(setting)));
    }

    private static String word(SleepReadings.Setting setting) {
        return setting.words().isEmpty() ? "" : setting.words().getFirst();
    }

    /// The setting by which another state is entered.
    private Optional<SleepReadings.Setting> otherwise(SleepState state) {
        return switch (state) {
            case STANDBY -> Optional.empty();
            case SUSPEND_TO_IDLE, SUSPEND_TO_RAM -> suspends(state);
            case SUSPEND_TO_DISK -> mode("HibernateMode", Set.of("platform", "shutdown"));
            case HYBRID -> mode("HybridSleepMode", Set.of("suspend"));
        };
    }

    private Optional<SleepReadings.Setting> suspends(SleepState state) {
        Optional<SleepReadings.Setting> states =
                readings.systemd()
                        .setting("SuspendState")
                        .filter(setting -> !setting.words().isEmpty());
        Set<String> offered = readings.kernel().state().toOptional().orElse(Set.of());
        Optional<String> first =
                states.map(SleepReadings.Setting::words).orElse(SUSPEND_WORDS).stream()
                        .filter(offered::contains)
                        .findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (!first.get().equals("mem")) {
            return first.get().equals(state.powerStateWord()) ? Optional.empty() : states;
        }
        return firstOffered("MemorySleepMode", readings.kernel().memorySleep())
                        .filter(word -> !state.memorySleepWord().equals(Optional.of(word)))
                        .isPresent()
                ? readings.systemd().setting("MemorySleepMode")
                : Optional.empty();
    }

    /// Set to nothing, the file stays as it is.
    private Optional<SleepReadings.Setting> mode(String key, Set<String> right) {
        Reading<Choice> modes = readings.hibernation().diskMode();
        Optional<SleepReadings.Setting> setting = readings.systemd().setting(key);
        Optional<String> entered =
                setting.filter(one -> one.words().isEmpty()).isPresent()
                        ? modes.toOptional().flatMap(Choice::chosen)
                        : firstOffered(key, modes);
        return setting.filter(_ -> entered.filter(word -> !right.contains(word)).isPresent());
    }

    private Optional<String> firstOffered(String key, Reading<Choice> offered) {
        List<String> words =
                new ArrayList<>(
                        readings.systemd()
                                .setting(key)
                                .map(SleepReadings.Setting::words)
                                .orElse(List.of()));
        offered.toOptional().map(Choice::offered).ifPresent(words::retainAll);
        return words.stream().findFirst();
    }
}
