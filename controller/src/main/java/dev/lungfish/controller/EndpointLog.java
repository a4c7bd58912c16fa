package dev.lungfish.controller;

import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Observer;
import java.util.function.Consumer;

/// Logs whom the port turned away. Each call that is refused is told to the host that made it.
record EndpointLog(Consumer<String> log) implements Observer {
    @Override
    public void turnedAway(String listener, String reason) {
        log.accept(ReasonText.sentence(new ControllerReason.HostTurnedAway(listener, reason)));
    }

    @Override
    public void handlerFailed(
            Connection connection, Procedure<?, ?> procedure, RuntimeException failure) {
        log.accept(
                ReasonText.sentence(
                        new ControllerReason.HostCallFailed(
                                procedure.name(), String.valueOf(failure.getMessage()))));
    }
}
