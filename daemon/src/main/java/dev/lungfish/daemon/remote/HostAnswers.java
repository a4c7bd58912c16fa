package dev.lungfish.daemon.remote;

import dev.lungfish.inventory.node.NodeAnswer;
import dev.lungfish.inventory.node.Refusal;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;

/// Brings answers of the host to the wire.
final class HostAnswers {
    private static final int LEVEL_ERROR = 2;
    private static final int NO_NUMBER = -1;

    private HostAnswers() {}

    /// The value.
    ///
    /// @throws RpcException where the host refuses one, in libvirt's words
    static <T> T value(NodeAnswer<T> answer) throws RpcException {
        return switch (answer) {
            case NodeAnswer.Given<T>(T value) -> value;
            case NodeAnswer.Refused<T>(Refusal refusal) -> throw new RpcException(error(refusal));
        };
    }

    private static RpcError error(Refusal refusal) {
        int number =
                refusal.kind() == Refusal.Kind.SYSTEM_ERROR ? refusal.errorNumber() : NO_NUMBER;
        return error(code(refusal.kind()), domain(refusal.origin()), refusal.message(), number);
    }

    /// An error whose message is complete.
    static RpcError error(ErrorCode code, String message) {
        return error(code.number(), ErrorDomain.NONE.number(), message, NO_NUMBER);
    }

    private static RpcError error(int code, int domain, String message, int number) {
        return new RpcError(
                code, domain, message, LEVEL_ERROR, null, null, null, number, NO_NUMBER);
    }

    private static int code(Refusal.Kind kind) {
        return switch (kind) {
            case INTERNAL -> 1;
            case NOT_SUPPORTED -> 3;
            case INVALID_ARGUMENT -> 8;
            case OPERATION_FAILED -> 9;
            case SYSTEM_ERROR -> 38;
            case UNSUPPORTED_CONFIGURATION -> 67;
        };
    }

    private static int domain(Refusal.Origin origin) {
        return switch (origin) {
            case NONE -> 0;
            case DRIVER -> 10;
            case INTERFACE -> 20;
            case PROCESSORS -> 31;
        };
    }
}
