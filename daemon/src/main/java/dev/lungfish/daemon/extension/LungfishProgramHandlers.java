package dev.lungfish.daemon.extension;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.agent.report.DoctorJson;
import dev.lungfish.agent.report.DoctorText;
import dev.lungfish.agent.report.WaysBackReport;
import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.daemon.shared.SharedAnswers;
import dev.lungfish.daemon.sleep.PromptAnswer;
import dev.lungfish.daemon.sleep.SleepService;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Answer;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.ServiceProgram;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.journal.JournalLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The procedures of version 0.1.0, which answers with text and JSON: kept for one version.
public final class LungfishProgramHandlers {
    /// Guests that were saved take a while to come back.
    private static final Duration CANCEL_PATIENCE = Duration.ofMinutes(2);

    private final ObservedHost host;
    private final SleepService service;
    private final RequestWatch watch;
    private final Subscribers subscribers;
    private final SharedAnswers shared;
    private final Supplier<Instant> clock;

    /// @param clock the wall clock
    public LungfishProgramHandlers(
            ObservedHost host,
            RequestWatch watch,
            SleepService service,
            Subscribers subscribers,
            SharedAnswers shared,
            Supplier<Instant> clock) {
        this.shared = shared;
        this.host = host;
        this.service = service;
        this.subscribers = subscribers;
        this.clock = clock;
        this.watch = watch;
    }

    /// The program.
    ///
    /// @param more adds the procedures of others
    public Program program(Consumer<Program.Builder> more) {
        Program.Builder program = Program.of(LungfishProgram.PROGRAM);
        more.accept(program);
        return program.answerLater(LungfishProgram.SUSPEND, this::suspend)
                .answerLater(LungfishProgram.CANCEL, this::cancel)
                .answer(LungfishProgram.STATUS, (connection, none) -> sight())
                .compute(LungfishProgram.HISTORY, (connection, most) -> history(most))
                .compute(LungfishProgram.DOCTOR, (connection, json) -> doctor(json))
                .compute(LungfishProgram.WAYS_BACK, (connection, json) -> waysBack(json))
                .answer(
                        LungfishProgram.SUBSCRIBE,
                        (connection, none) -> {
                            subscribers.addOld(connection);
                            return sight();
                        })
                .answer(
                        LungfishProgram.UNSUBSCRIBE,
                        (connection, none) -> {
                            subscribers.remove(connection);
                            return NoValue.NONE;
                        })
                .build();
    }

    private void suspend(Connection connection, SleepOrder order, Answer<SleepAnswer> answer)
            throws RpcException {
        SleepRequest request = request(connection, order);
        ServiceProgram.requireBounds(request);
        PromptAnswer.begin(
                service,
                request,
                plan ->
                        answer.reply(
                                new SleepAnswer(
                                        request.id(),
                                        plan.stream().map(ReasonText::withRemedy).toList(),
                                        null)),
                finished ->
                        answer.reply(
                                new SleepAnswer(
                                        request.id(),
                                        List.of(),
                                        EndedRequest.of(finished, clock.get()))));
    }

    private SleepRequest request(Connection connection, SleepOrder order) throws RpcException {
        Configuration configuration = host.configuration();
        return SleepRequest.to(
                        word("target", order.target(), SleepTarget.values(), SleepTarget::spelling)
                                .orElseThrow())
                .named(Requester.newRequest())
                .by(Requester.inWords(connection, "lungfish suspend"))
                .lasting(Optional.ofNullable(order.lengthMillis()).map(Duration::ofMillis))
                .relyingOn(wake(order))
                .after(
                        order.delayMillis() == null
                                ? configuration.delay()
                                : Duration.ofMillis(order.delayMillis()))
                .guests(
                        word("guests", order.guests(), GuestPolicy.values(), GuestPolicy::spelling)
                                .orElse(GuestPolicy.REFUSE))
                .onEarlyWake(
                        word(
                                        "on_early_wake",
                                        order.onEarlyWake(),
                                        EarlyWakePolicy.values(),
                                        EarlyWakePolicy::spelling)
                                .orElse(configuration.onEarlyWake()))
                .ignoring(Set.copyOf(order.ignoredBlockers()))
                .carriedOutBy(
                        word("executor", order.executor(), Executor.values(), Executor::spelling))
                .purpose(SleepRequest.Purpose.of(order.dryRun(), order.proves()))
                .build();
    }

    private static Set<WayBack> wake(SleepOrder order) throws RpcException {
        Set<WayBack> ways = EnumSet.noneOf(WayBack.class);
        for (String word : order.wake()) {
            word("wake", word, WayBack.values(), WayBack::spelling).ifPresent(ways::add);
        }
        return ways;
    }

    private static <E> Optional<E> word(
            String what, @Nullable String word, E[] values, Function<E, String> spelling)
            throws RpcException {
        if (word == null) {
            return Optional.empty();
        }
        Optional<E> found =
                Arrays.stream(values).filter(value -> spelling.apply(value).equals(word)).findAny();
        if (found.isEmpty()) {
            throw new RpcException(
                    ErrorCode.INVALID_ARGUMENT,
                    ErrorDomain.NONE,
                    "%s '%s': one of %s expected"
                            .formatted(
                                    what,
                                    word,
                                    String.join(
                                            ", ", Arrays.stream(values).map(spelling).toList())));
        }
        return found;
    }

    /// Asks in the connection's own thread, waits in another: the client may call meanwhile.
    private void cancel(Connection connection, CancelOrder order, Answer<CancelReport> answer) {
        Thread.ofVirtual()
                .name("cancel for connection " + connection.number())
                .start(() -> {
                    try {
                        answer.reply(CancelReport.of(cancel(connection, order)));
                    } catch (RpcException e) {
                        answer.fail(e.error());
                    }
                });
    }

    private CancelAnswer cancel(Connection connection, CancelOrder order) throws RpcException {
        try {
            return watch.cancel(
                    Optional.ofNullable(order.request()),
                    Requester.inWords(connection, "lungfish cancel"),
                    CANCEL_PATIENCE);
        } catch (StateException e) {
            throw failed(e);
        }
    }

    private RequestStatus sight() throws RpcException {
        try {
            return RequestStatus.of(watch.status());
        } catch (StateException e) {
            throw failed(e);
        }
    }

    private List<String> history(int most) throws RpcException {
        try {
            Deque<String> lines = new ArrayDeque<>();
            // Each sleep has a line or more.
            int fitting = LungfishProgram.LINES.most();
            List<PastSleep> past = watch.newest(most < 0 ? fitting : Math.min(most, fitting));
            for (PastSleep sleep : past.reversed()) {
                List<String> more = JournalLines.of(sleep);
                if (lines.size() + more.size() > LungfishProgram.LINES.most()) {
                    break;
                }
                more.reversed().forEach(lines::addFirst);
            }
            return List.copyOf(lines);
        } catch (StateException e) {
            throw failed(e);
        }
    }

    private String waysBack(boolean json) {
        WaysBack ways = shared.waysBack();
        return json ? WaysBackReport.json(ways) : WaysBackReport.text(ways);
    }

    private String doctor(boolean json) {
        DoctorReport report = shared.doctor();
        return json ? DoctorJson.render(report) : DoctorText.render(report);
    }

    private static RpcException failed(StateException e) {
        return new RpcException(
                ErrorCode.OPERATION_FAILED, ErrorDomain.NONE, String.valueOf(e.getMessage()));
    }
}
