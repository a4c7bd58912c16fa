package dev.lungfish.agent.config;

import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.sleep.SleepReadings.AdministratorPolicy;
import java.time.Duration;

/// The administrator's configuration. Documented in `docs/configuration.md`.
///
/// @param policy the forbidden states
/// @param settings the bounds of a sleep
/// @param delay the countdown of a request that names none
/// @param onEarlyWake the action after an early wake, for a request that names none
/// @param daemon how the daemon is reached
/// @param ways what can wake the host, and the neighbours
/// @param power how the processors use power
/// @param guests what happens to guests
/// @param hooks how the administrator's hooks are run
/// @param relay the relay to the local libvirtd
public record Configuration(
        AdministratorPolicy policy,
        ProcedureSettings settings,
        Duration delay,
        EarlyWakePolicy onEarlyWake,
        DaemonConfiguration daemon,
        WakeConfiguration ways,
        PowerConfiguration power,
        GuestsConfiguration guests,
        HooksConfiguration hooks,
        RelayConfiguration relay) {
    /// The same with another way to reach the daemon and another use of the processors.
    public Configuration with(DaemonConfiguration reached, PowerConfiguration used) {
        return new Configuration(
                policy, settings, delay, onEarlyWake, reached, ways, used, guests, hooks, relay);
    }

    static final Duration USUAL_DELAY = Duration.ofSeconds(5);

    /// The defaults, without a file.
    static Configuration none() {
        return new Configuration(
                AdministratorPolicy.allowsAll(),
                ProcedureSettings.usual(),
                USUAL_DELAY,
                EarlyWakePolicy.STAY,
                DaemonConfiguration.usual(),
                WakeConfiguration.usual(),
                PowerConfiguration.usual(),
                GuestsConfiguration.usual(),
                HooksConfiguration.usual(),
                RelayConfiguration.usual());
    }
}
