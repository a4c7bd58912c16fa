package dev.lungfish.libvirt.rpc;

import java.util.Arrays;
import java.util.Optional;

/// The errors of libvirt that a server for hosts uses, with the text before their details. 61, 62
/// and 63 are left out on purpose: clients shift them by four.
///
/// **Source:** `enum virErrorNumber` in `include/libvirt/virterror.h`, `virErrorMsgStrings` in
/// `src/util/virerror.c`.
public enum ErrorCode {
    INTERNAL_ERROR(1, "internal error: "),
    NO_SUPPORT(3, "this function is not supported by the connection driver: "),
    NO_CONNECT(5, "no connection driver available for "),
    INVALID_ARGUMENT(8, "invalid argument: "),
    OPERATION_FAILED(9, "operation failed: "),
    OPERATION_DENIED(29, "operation forbidden: "),
    /// [RpcError#int1()] is the number of the operating system's error.
    SYSTEM_ERROR(38, ""),
    /// A protocol error.
    RPC(39, ""),
    NO_DOMAIN(42, "Domain not found: "),
    AUTHENTICATION_FAILED(45, "authentication failed: "),
    OPERATION_INVALID(55, "Requested operation is not valid: "),
    CONFIGURATION_UNSUPPORTED(67, "unsupported configuration: "),
    ARGUMENT_UNSUPPORTED(74, "argument unsupported: "),
    OPERATION_ABORTED(78, "operation aborted: "),
    AUTHENTICATION_CANCELLED(79, "authentication cancelled: "),
    OVERFLOW(82, "numerical overflow: "),
    OPERATION_UNSUPPORTED(84, "Operation not supported: "),
    AGENT_UNRESPONSIVE(86, "Guest agent is not responding: "),
    RESOURCE_BUSY(87, "resource busy: "),
    ACCESS_DENIED(88, "access denied: "),
    AUTHENTICATION_UNAVAILABLE(94, "authentication unavailable: ");

    private final int number;
    private final String prefix;

    ErrorCode(int number, String prefix) {
        this.number = number;
        this.prefix = prefix;
    }

    public int number() {
        return number;
    }

    /// The error with a number; empty for one of the many that are not here.
    public static Optional<ErrorCode> of(int number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }

    /// The full text of an error, as clients show it.
    public String message(String detail) {
        return prefix + detail;
    }

    /// The full text with `%s` for the detail, which is libvirt's first extra string.
    String format() {
        return message("%s");
    }
}
