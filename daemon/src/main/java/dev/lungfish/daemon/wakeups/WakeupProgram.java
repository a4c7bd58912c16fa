package dev.lungfish.daemon.wakeups;

import dev.lungfish.agent.wakeups.WakeupDocument;
import dev.lungfish.agent.wakeups.Wakeups;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.util.Optional;

/// Answers the calls for one host.
public record WakeupProgram(Wakeups wakeups, Log log) {

    /// Adds the procedures to our program.
    public void addTo(Program.Builder program) {
        program.answer(WakeupCalls.ADD, this::add)
                .answer(WakeupCalls.LIST, (connection, none) -> list())
                .answer(WakeupCalls.REMOVE, this::remove);
    }

    private String add(Connection connection, WakeupCall call) throws RpcException {
        try {
            Wakeup wakeup =
                    wakeups.add(
                            call.at(),
                            Optional.ofNullable(call.stayMillis()).map(Duration::ofMillis),
                            call.reason(),
                            Requester.inWords(connection, "lungfish wakeup"));
            log.event(added(wakeup));
            return WakeupDocument.write(wakeup);
        } catch (IllegalArgumentException e) {
            throw refused(ErrorCode.INVALID_ARGUMENT, e);
        } catch (StateException e) {
            throw refused(ErrorCode.OPERATION_FAILED, e);
        }
    }

    private String list() throws RpcException {
        try {
            return WakeupDocument.write(wakeups.list());
        } catch (StateException e) {
            throw refused(ErrorCode.OPERATION_FAILED, e);
        }
    }

    private String remove(Connection connection, String id) throws RpcException {
        try {
            Wakeup wakeup = wakeups.remove(id);
            log.event(removed(wakeup, Requester.who(connection.identity())));
            return WakeupDocument.write(wakeup);
        } catch (IllegalArgumentException e) {
            throw refused(ErrorCode.INVALID_ARGUMENT, e);
        } catch (StateException e) {
            throw refused(ErrorCode.OPERATION_FAILED, e);
        }
    }

    /// What the log says of a wakeup that was asked for.
    public static LogEvent added(Wakeup wakeup) {
        return new LogEvent.WakeupAdded(
                wakeup.id(), wakeup.at(), wakeup.stay(), wakeup.reason(), wakeup.requester());
    }

    /// What the log says of a wakeup that was taken back.
    public static LogEvent removed(Wakeup wakeup, String by) {
        return new LogEvent.WakeupRemoved(
                wakeup.id(), wakeup.at(), wakeup.stay(), wakeup.reason(), wakeup.requester(), by);
    }

    private static RpcException refused(ErrorCode code, Exception e) {
        return new RpcException(code, ErrorDomain.NONE, String.valueOf(e.getMessage()));
    }
}
