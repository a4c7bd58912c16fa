package dev.lungfish.daemon.sleep;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.libvirt.rpc.RpcException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Begins requests for clients that are answered once: when the request is accepted, or with its
/// end where it ends before.
public final class PromptAnswer {
    private PromptAnswer() {}

    /// Begins a request.
    ///
    /// @param accepted answers with the plan
    /// @param ended answers with the end of a request that was not accepted
    /// @throws RpcException where no request can begin now
    public static void begin(
            SleepService service,
            SleepRequest request,
            Acceptance accepted,
            Consumer<Finished> ended)
            throws RpcException {
        AtomicBoolean answered = new AtomicBoolean();
        RunningRequest begun =
                service.begin(
                                request,
                                plan -> {
                                    answered.set(true);
                                    return accepted.tell(plan);
                                })
                        .orElseThrow(service::whyNotTaken);
        CompletableFuture<Void> _ =
                begun.finished()
                        .thenAccept(finished -> {
                            if (!answered.get()) {
                                ended.accept(finished);
                            }
                        });
    }
}
