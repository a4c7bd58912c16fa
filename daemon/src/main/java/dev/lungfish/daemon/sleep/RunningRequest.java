package dev.lungfish.daemon.sleep;

import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.request.SleepRequest;
import java.util.concurrent.CompletableFuture;

/// A request that this daemon carries out.
///
/// @param finished done when the request has ended; whoever waits for it must not be the one who
///   carries it out
public record RunningRequest(
        SleepRequest request, Cancellation cancellation, CompletableFuture<Finished> finished) {}
