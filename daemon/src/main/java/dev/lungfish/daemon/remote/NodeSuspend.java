package dev.lungfish.daemon.remote;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HostStatus;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepJudge;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.core.sleep.SleepReport;
import dev.lungfish.core.sleep.SuspendTarget;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.sleep.RunningRequest;
import dev.lungfish.daemon.sleep.SleepService;
import dev.lungfish.libvirt.remote.SuspendArguments;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Answer;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.DeferredHandler;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// `virNodeSuspendForDuration`. It is answered when the request is accepted, or with the error that
/// tells why it was not; libvirtd's checks come first, in its order and its words. How the host
/// sleeps is read once, for these checks and for the request.
///
/// **Source:** libvirt 9.0 `src/util/virnodesuspend.c`, and captures of libvirtd.
public final class NodeSuspend implements DeferredHandler<SuspendArguments, NoValue> {
    /// That which libvirtd names in its error.
    private static final String LIBVIRTD_FUNCTION = "virNodeSuspend";

    private static final String FUNCTION = "virNodeSuspendForDuration";

    private final ObservedHost host;
    private final SleepService service;
    private final RequestWatch watch;

    /// @param watch sees requests of other processes too
    public NodeSuspend(ObservedHost host, SleepService service, RequestWatch watch) {
        this.host = host;
        this.service = service;
        this.watch = watch;
    }

    @Override
    public void handle(Connection connection, SuspendArguments asked, Answer<NoValue> answer)
            throws RpcException {
        HostProgram.requireNoFlags(asked.flags(), LIBVIRTD_FUNCTION);
        requireIdle();
        SuspendTarget target = target(asked.target());
        SleepReadings readings = host.readings();
        requireSupported(target, SleepJudge.judge(readings));
        SleepRequest request =
                SleepRequest.to(SleepTarget.of(target))
                        .named(Requester.newRequest())
                        .by(Requester.inWords(connection, FUNCTION))
                        .lasting(length(asked.durationSeconds()))
                        .after(host.configuration().delay())
                        .guests(host.configuration().guests().policy())
                        .onEarlyWake(host.configuration().onEarlyWake())
                        .build();
        AtomicBoolean accepted = new AtomicBoolean();
        RunningRequest begun =
                service.begin(
                                request,
                                Optional.of(readings),
                                plan -> {
                                    accepted.set(true);
                                    return answer.reply(NoValue.NONE);
                                })
                        .orElseThrow(service::whyNotTaken);
        CompletableFuture<Void> _ =
                begun.finished()
                        .thenAccept(finished -> {
                            if (!accepted.get()) {
                                answer.fail(refusal(finished));
                            }
                        });
    }

    private void requireIdle() throws RpcException {
        Optional<RunningRequest> mine = service.running();
        if (mine.isPresent()) {
            throw SleepService.inProgress(mine.get().request());
        }
        try {
            if (watch.status() instanceof HostStatus.Running(CurrentRequest others, _)) {
                throw SleepService.inProgress(others.request());
            }
        } catch (StateException e) {
            throw new RpcException(
                    ErrorCode.OPERATION_FAILED, ErrorDomain.NONE, String.valueOf(e.getMessage()));
        }
    }

    private static SuspendTarget target(int target) throws RpcException {
        return switch (target) {
            case SuspendArguments.MEMORY -> SuspendTarget.MEM;
            case SuspendArguments.DISK -> SuspendTarget.DISK;
            case SuspendArguments.HYBRID -> SuspendTarget.HYBRID;
            default ->
                    throw new RpcException(
                            ErrorCode.INVALID_ARGUMENT, ErrorDomain.NONE, "Invalid suspend target");
        };
    }

    private static void requireSupported(SuspendTarget target, SleepReport report)
            throws RpcException {
        if (report.of(target) == Support.SUPPORTED) {
            return;
        }
        Reason reason = report.of(SleepTarget.of(target).candidates().getFirst()).reason();
        String remedy = ReasonText.remedy(reason);
        throw new RpcException(
                ErrorCode.ARGUMENT_UNSUPPORTED,
                ErrorDomain.NONE,
                "%s: %s%s"
                        .formatted(
                                name(target),
                                ReasonText.sentence(reason),
                                remedy.isEmpty() ? "" : " (remedy: " + remedy + ")"));
    }

    private static String name(SuspendTarget target) {
        return switch (target) {
            case MEM -> "Suspend-to-RAM";
            case DISK -> "Suspend-to-Disk";
            case HYBRID -> "Hybrid-Suspend";
        };
    }

    /// libvirtd takes what is more than a signed number holds for a negative one.
    private Duration length(long seconds) throws RpcException {
        ProcedureSettings settings = host.configuration().settings();
        if (Long.compareUnsigned(seconds, settings.shortest().toSeconds()) < 0) {
            throw new RpcException(
                    ErrorCode.INVALID_ARGUMENT,
                    ErrorDomain.NONE,
                    "Suspend duration is too short, must be at least %d seconds"
                            .formatted(settings.shortest().toSeconds()));
        }
        if (Long.compareUnsigned(seconds, settings.longest().toSeconds()) > 0) {
            throw new RpcException(
                    ErrorCode.INVALID_ARGUMENT,
                    ErrorDomain.NONE,
                    "Suspend duration is too long, at most %d seconds can be promised"
                            .formatted(settings.longest().toSeconds()));
        }
        return Duration.ofSeconds(seconds);
    }

    private static RpcError refusal(Finished finished) {
        ErrorCode code =
                switch (finished.outcome()) {
                    case Outcome.Refused _ -> ErrorCode.OPERATION_INVALID;
                    case Outcome.Cancelled _ -> ErrorCode.OPERATION_ABORTED;
                    case Outcome.Slept _,
                            Outcome.Woken _,
                            Outcome.WokeEarly _,
                            Outcome.WokeLate _,
                            Outcome.NeverEntered _,
                            Outcome.Unproven _,
                            Outcome.ResumedFromNothing _,
                            Outcome.WouldSleep _ ->
                            ErrorCode.OPERATION_FAILED;
                };
        return RpcError.of(
                code, ErrorDomain.NONE, ReasonText.sentence(finished.outcome().reason()));
    }
}
