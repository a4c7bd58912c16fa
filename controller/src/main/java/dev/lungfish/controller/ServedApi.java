package dev.lungfish.controller;

import dev.lungfish.controller.admin.ApiParts;
import dev.lungfish.controller.changes.ChangeFeed;
import dev.lungfish.controller.config.ApiSettings;
import dev.lungfish.controller.config.ControllerConfiguration;
import dev.lungfish.controller.metrics.ConsolidationGauges;
import dev.lungfish.controller.metrics.EnergyCounters;
import dev.lungfish.controller.metrics.FleetGauges;
import dev.lungfish.controller.openid.OpenIdCallers;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.tls.Credentials;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// What the API of a running controller is served with.
final class ServedApi {
    private ServedApi() {}

    static ApiParts parts(
            ControllerConfiguration configuration,
            Controller controller,
            InstantSource clock,
            Consumer<Reason> log)
            throws IOException {
        Optional<ApiParts.Tls> tls = Optional.empty();
        if (configuration.api().tls().isPresent()) {
            Credentials shown = shown(configuration, controller, clock);
            tls = Optional.of(new ApiParts.Tls(configuration.api().tls().get(), shown));
        }
        Optional<OpenIdCallers> openId = Optional.empty();
        if (configuration.api().openId().isPresent()) {
            openId = Optional.of(OpenIdCallers.of(configuration.api().openId().get(), clock));
        }
        ChangeFeed feed =
                new ChangeFeed(
                        controller.store(),
                        clock,
                        ChangeFeed.Settings.usual(),
                        controller.metrics()::happened,
                        log);
        controller.metrics().add(new FleetGauges(controller.loop(), feed));
        controller.metrics().add(new EnergyCounters(controller.energy()));
        controller.metrics().add(new ConsolidationGauges(controller.consolidator()));
        return new ApiParts(
                configuration.admin(),
                tls,
                openId,
                configuration.folder(),
                controller.loop(),
                controller.store(),
                controller.enroller(),
                controller.tokens(),
                clock,
                feed,
                controller.metrics(),
                controller.consolidator());
    }

    private static Credentials shown(
            ControllerConfiguration configuration, Controller controller, InstantSource clock)
            throws IOException {
        Optional<ApiSettings.Files> files = configuration.api().files();
        return files.isPresent()
                ? Credentials.read(
                        files.get().certificate(), files.get().certificate(), files.get().key())
                : controller.authority().shown(Controller.names(configuration), clock.instant());
    }
}
