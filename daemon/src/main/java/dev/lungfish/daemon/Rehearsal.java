package dev.lungfish.daemon;

import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.service.ThisProcess;
import dev.lungfish.api.Finished;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.client.Caller;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import java.nio.file.Path;
import java.util.Optional;

/// Goes once through what clients will ask for, by the daemon's own socket: whether all answers is
/// known then, and no client waits for code that was never run.
record Rehearsal(Path socket, Configuration configuration, Log log) {
    void run() {
        SleepOrder order =
                SleepOrder.lasting(
                        SleepTarget.MEM,
                        configuration.settings().shortest(),
                        SleepRequest.Purpose.DRY_RUN);
        try (DaemonClient client =
                DaemonClient.connect(
                        DaemonClient.uri(socket),
                        false,
                        new Caller(ThisProcess::tunnel, ThisProcess::clock))) {
            client.capabilities();
            client.status();
            Optional<Finished> ended = client.order(order).ended();
            log.event(
                    new LogEvent.StartRehearsed(
                            order.target().spelling(),
                            ended.map(finished -> finished.outcome().reason())
                                    .orElse(ReceivedReason.uncoded("none"))));
        } catch (ServiceException e) {
            log.event(new LogEvent.RehearsalFailed(Reasoned.of(e)));
        }
    }
}
