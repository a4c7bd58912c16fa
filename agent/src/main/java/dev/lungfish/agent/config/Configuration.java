package dev.lungfish.agent.config;

import dev.lungfish.core.procedure.EarlyWakePolicy;
import dev.lungfish.core.procedure.ProcedureSettings;
import dev.lungfish.core.sleep.AdministratorPolicy;
import java.time.Duration;

/// What an administrator has configured. Documented in `docs/configuration.md`.
///
/// @param policy what is forbidden
/// @param settings the bounds that a sleep is kept in
/// @param delay between the acceptance of a request and the sleep, where the request names none
/// @param onEarlyWake what happens after an early wake, where the request does not say
/// @param daemon how the daemon is reached
/// @param ways what can wake the host, and who looks after whom
/// @param power how the processors use power
/// @param guests what happens to guests
/// @param relay what clients get of the local libvirtd
public record Configuration(
        AdministratorPolicy policy,
        ProcedureSettings settings,
        Duration delay,
        EarlyWakePolicy onEarlyWake,
        DaemonConfiguration daemon,
        WakeConfiguration ways,
        PowerConfiguration power,
        GuestsConfiguration guests,
        RelayConfiguration relay) {
    static final Duration USUAL_DELAY = Duration.ofSeconds(5);

    /// What holds where there is no file.
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
                RelayConfiguration.usual());
    }
}
