package dev.lungfish.gateway.wake;

import dev.lungfish.client.Caller;
import dev.lungfish.gateway.config.GatewayConfiguration;
import dev.lungfish.gateway.config.GatewayConfiguration.Way;
import java.io.IOException;

/// Who wakes hosts by a configuration.
public final class ConfiguredWaker {
    private ConfiguredWaker() {}

    /// Whoever the configuration names.
    ///
    /// @param caller for calls of a daemon
    /// @throws IOException where a file that it names can't be used
    public static HostWaker waker(GatewayConfiguration configuration, Caller caller)
            throws IOException {
        return switch (configuration.waking().by()) {
            case Way.Packets _ -> new MagicPackets();
            case Way.Daemon(String uri) -> new NeighbourWaker(uri, caller);
            case Way.Controller controller ->
                    new ControllerWaker(
                            controller, configuration.name(), configuration.waking().claim());
        };
    }
}
