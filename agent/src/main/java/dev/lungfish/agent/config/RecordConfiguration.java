package dev.lungfish.agent.config;

import java.util.List;
import java.util.Optional;

/// What of a record's own configuration holds while it is looked at on another machine: all that
/// decides, and nothing that would open a port or a socket there, call another host, or reach what
/// lies outside of the record. Whoever names the file by `--config` asks for all of it.
public final class RecordConfiguration {
    private RecordConfiguration() {}

    /// What holds of a configuration.
    ///
    /// @param own as the record has it
    public static Configuration of(Configuration own) {
        DaemonConfiguration daemon = own.daemon();
        PowerConfiguration power = own.power();
        GuestsConfiguration guests = own.guests();
        RelayConfiguration relay = own.relay();
        return new Configuration(
                own.policy(),
                own.settings(),
                own.delay(),
                own.onEarlyWake(),
                new DaemonConfiguration(
                        Optional.empty(),
                        Optional.empty(),
                        daemon.libvirtSockets(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        CertificateFiles.usual(),
                        daemon.clients(),
                        daemon.startups()),
                new WakeConfiguration(
                        own.ways().cards(), List.of(), false, own.ways().watch(), List.of()),
                new PowerConfiguration(
                        power.profiles(),
                        power.restoreOnStop(),
                        power.policy(),
                        MetricsConfiguration.usual()),
                new GuestsConfiguration(guests.policy(), Optional.empty(), guests.uri()),
                own.hooks(),
                new RelayConfiguration(
                        relay.enabled(),
                        Optional.empty(),
                        RelayConfiguration.USUAL_GROUP,
                        relay.names(),
                        relay.anonymous()));
    }
}
