package dev.lungfish.daemon;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.daemon.sleep.SleepObserver;
import java.util.function.Consumer;

/// Shows the request that runs in `systemctl status`.
///
/// @param manager the service manager
record RequestStatus(Consumer<String> manager) implements SleepObserver {
    @Override
    public void entered(SleepRequest request, Phase phase) {
        if (request.dryRun()) {
            return;
        }
        manager.accept(
                "STATUS=Request %s (%s %s) is %s"
                        .formatted(
                                request.id(),
                                request.target().spelling(),
                                request.lengthInWords(),
                                phase.spelling()));
    }

    @Override
    public void ended(Finished finished) {
        if (!finished.request().dryRun()) {
            manager.accept("STATUS=No request runs");
        }
    }
}
