package dev.lungfish.daemon.sleep;

import dev.lungfish.agent.engine.ProcedureListener;
import dev.lungfish.agent.engine.SleepEngine;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.Settled;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.transport.FailureWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// Where requests to sleep are taken: one at a time, each carried out in a thread of its own.
public final class SleepService {
    /// How long the countdown waits for the answer to be written. A client that does not read it by
    /// then has had its chance; the request stands.
    private static final Duration REPLY_LIMIT = Duration.ofSeconds(2);

    /// The words of libvirtd.
    private static final String IN_PROGRESS = "Suspend operation already in progress";

    private final SleepEngine engine;
    private final List<SleepObserver> observers;
    private final Log log;
    private final AtomicReference<Optional<RunningRequest>> running =
            new AtomicReference<>(Optional.empty());
    private volatile Optional<String> closed = Optional.empty();

    /// The request that the engine carried out last.
    private volatile String released = "";

    /// @param observers are told in this order
    public SleepService(SleepEngine engine, List<SleepObserver> observers, Log log) {
        this.engine = engine;
        this.observers = List.copyOf(observers);
        this.log = log;
    }

    /// The request that is being carried out.
    public Optional<RunningRequest> running() {
        return running.get();
    }

    /// Why no request was begun, as a client is told.
    public RpcException whyNotTaken() {
        return closed.map(why -> invalid("no sleep is begun any more: " + why))
                .orElseGet(() ->
                        running()
                                .map(other -> inProgress(other.request()))
                                .orElseGet(() -> invalid(IN_PROGRESS)));
    }

    /// What a client is told while a request runs.
    public static RpcException inProgress(SleepRequest request) {
        return invalid(
                "%s: request %s (%s %s, by %s)"
                        .formatted(
                                IN_PROGRESS,
                                request.id(),
                                request.target().spelling(),
                                request.lengthInWords(),
                                request.requester()));
    }

    private static RpcException invalid(String detail) {
        return new RpcException(ErrorCode.OPERATION_INVALID, ErrorDomain.NONE, detail);
    }

    /// Begins a request.
    ///
    /// @param acceptance is called at most once
    /// @return empty where another one runs, or the service is closed
    public Optional<RunningRequest> begin(SleepRequest request, Acceptance acceptance) {
        return begin(request, Optional.empty(), acceptance);
    }

    /// The same for a requester who has just read how the host sleeps: it is not read again.
    ///
    /// @param readings empty where it was not read
    /// @param acceptance is called at most once
    /// @return empty where another one runs, or the service is closed
    public Optional<RunningRequest> begin(
            SleepRequest request, Optional<SleepReadings> readings, Acceptance acceptance) {
        awaitReleased();
        RunningRequest mine =
                new RunningRequest(request, new Cancellation(), new CompletableFuture<>());
        if (!running.compareAndSet(Optional.empty(), Optional.of(mine))) {
            return Optional.empty();
        }
        if (closed.isPresent()) {
            running.set(Optional.empty());
            return Optional.empty();
        }
        Thread.ofPlatform()
                .name("sleep " + request.id())
                .start(() -> carryOut(mine, readings, acceptance));
        return Optional.of(mine);
    }

    /// Whoever cancelled a request is answered when the engine is free; what is left of it, to tell
    /// all others, is waited for.
    private void awaitReleased() {
        Optional<RunningRequest> ending =
                running.get().filter(last -> last.request().id().equals(released));
        if (ending.isPresent()) {
            try {
                Finished _ =
                        ending.get().finished().get(REPLY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException _) {
                return; // then it is still in the way
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Takes no further requests, cancels the one that runs, and waits for its end.
    ///
    /// @param why in words
    public void close(String why) {
        closed = Optional.of(why);
        running.get()
                .ifPresent(request -> {
                    request.cancellation().ask(why);
                    Finished _ = request.finished().join();
                });
    }

    private void carryOut(
            RunningRequest mine, Optional<SleepReadings> readings, Acceptance acceptance) {
        SleepRequest request = mine.request();
        Finished finished;
        try {
            finished =
                    engine.run(
                            request,
                            readings,
                            mine.cancellation(),
                            new Listener(request, acceptance));
        } catch (RuntimeException | Error e) {
            log.event(new LogEvent.RequestBroke(request.id(), e));
            finished =
                    new Finished(
                            request,
                            Optional.empty(),
                            new Outcome.Refused(
                                    List.of(new ServiceReason.RequestBroke(FailureWords.of(e)))),
                            List.of(),
                            List.of());
        }
        running.set(Optional.empty());
        tell(finished);
        boolean _ = mine.finished().complete(finished);
    }

    private void tell(Finished finished) {
        for (SleepObserver observer : observers) {
            try {
                observer.ended(finished);
            } catch (RuntimeException e) {
                log.event(new LogEvent.ObserverFailed(e));
            }
        }
    }

    /// Brings what the engine tells to the observers.
    private final class Listener implements ProcedureListener {
        private final SleepRequest request;
        private final Acceptance acceptance;

        Listener(SleepRequest request, Acceptance acceptance) {
            this.request = request;
            this.acceptance = acceptance;
        }

        @Override
        public void settled(Settled settled) {
            Settlements.tell(settled, log);
        }

        @Override
        public void entered(Phase phase) {
            if (phase != Phase.ENDED) {
                observers.forEach(observer -> observer.entered(request, phase));
            }
        }

        @Override
        public void accepted(SleepRequest accepted, List<PlanStep> plan) {
            awaitDelivery(acceptance.tell(plan));
            observers.forEach(observer -> observer.accepted(accepted, plan));
        }

        private void awaitDelivery(CompletionStage<?> delivery) {
            try {
                Object _ =
                        delivery.toCompletableFuture()
                                .get(REPLY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                log.event(new LogEvent.AnswerNotRead(request.id()));
            } catch (ExecutionException e) {
                log.event(
                        new LogEvent.AnswerNotWritten(request.id(), String.valueOf(e.getCause())));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // the engine takes it for a cancellation
            }
        }

        @Override
        public void countingDown(Duration left) {}

        @Override
        public void released(SleepRequest ended) {
            released = ended.id();
        }

        @Override
        public void quiesce(SleepRequest quiescing) {
            observers.forEach(observer -> observer.quiesced(quiescing));
        }

        @Override
        public void resume(SleepRequest resuming) {
            observers.forEach(observer -> observer.resumed(resuming));
        }
    }
}
