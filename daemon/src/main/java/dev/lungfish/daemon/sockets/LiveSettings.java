package dev.lungfish.daemon.sockets;

import dev.lungfish.agent.config.CertificateFiles;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.config.DaemonConfiguration;
import dev.lungfish.agent.config.MetricsConfiguration;
import dev.lungfish.agent.config.PowerConfiguration;
import java.util.Optional;

/// The settings that a running daemon takes without a new begin: where its certificates lie, and
/// whom its lists let in.
public final class LiveSettings {
    private LiveSettings() {}

    /// Whether two configurations differ in nothing else.
    public static boolean alone(Configuration before, Configuration after) {
        return without(before).equals(without(after, before));
    }

    private static Configuration without(Configuration settings) {
        return without(settings, settings);
    }

    /// @param files whose certificates stand in the place of those of the settings
    private static Configuration without(Configuration settings, Configuration files) {
        DaemonConfiguration daemon = settings.daemon();
        PowerConfiguration power = settings.power();
        CertificateFiles certificates = files.daemon().certificates();
        return settings.with(
                daemon.with(
                        daemon.tls()
                                .map(tls ->
                                        new DaemonConfiguration.Tls(
                                                tls.address(), Optional.empty())),
                        certificates),
                new PowerConfiguration(
                        power.profiles(),
                        power.restoreOnStop(),
                        power.policy(),
                        new MetricsConfiguration(
                                power.metrics().plain(),
                                power.metrics()
                                        .tls()
                                        .map(tls ->
                                                new MetricsConfiguration.Tls(
                                                        tls.address(),
                                                        certificates,
                                                        tls.certificateNeeded(),
                                                        Optional.empty())))));
    }
}
