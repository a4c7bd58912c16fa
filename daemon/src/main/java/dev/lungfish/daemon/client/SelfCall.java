package dev.lungfish.daemon.client;

import dev.lungfish.client.DaemonClient;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.rpc.Calls;
import dev.lungfish.runtime.clock.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A daemon's call to itself, by the way that its clients come: the only proof that it serves them.
/// Safe to use from any thread.
///
/// @param socket where its clients connect
/// @param limit for the whole call
public record SelfCall(Path socket, Duration limit) {

    /// Calls.
    ///
    /// @return why it is not served; empty where it is, be it with an error
    public Optional<String> whyNotServed() {
        return TimeLimit.within(limit, "self-call", this::call)
                .orElseGet(() ->
                        Optional.of(
                                "no answer at %s within %d ms"
                                        .formatted(socket, limit.toMillis())));
    }

    private Optional<String> call() {
        try (Client client =
                Client.open(
                        LibvirtUri.parse(DaemonClient.uri(socket)),
                        ClientSettings.DEFAULT.with(limit).readOnly(true))) {
            Object _ = client.call(Calls.STATUS);
            return Optional.empty();
        } catch (RpcException _) {
            return Optional.empty(); // whoever refuses is there
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (MalformedUriException e) {
            throw new IllegalStateException("the URI of a socket is none", e);
        }
    }
}
