package dev.lungfish.linux.dbus;

/// The negative error numbers of libsystemd.
///
/// **Source:** Linux `include/uapi/asm-generic/errno-base.h` and `errno.h`, in the numbering that
/// x86, ARM, RISC-V, POWER and s390 share.
final class NativeError {
    private static final int EPERM = 1;
    private static final int EACCES = 13;

    private NativeError() {}

    /// The result, if it is no error.
    static int check(int result, String what) throws BusException {
        if (result < 0) {
            throw toException(result, what);
        }
        return result;
    }

    static BusException toException(int result, String what) {
        int number = -result;
        String message = what + ": " + inWords(number);
        return number == EPERM || number == EACCES
                ? new BusAccessException(message)
                : new BusException(message);
    }

    private static String inWords(int number) {
        return switch (number) {
            case EPERM -> "EPERM (not permitted)";
            case 2 -> "ENOENT (no such socket)";
            case EACCES -> "EACCES (permission denied)";
            case 11 -> "EAGAIN (the socket's queue is full)";
            case 22 -> "EINVAL (not understood)";
            case 32 -> "EPIPE (the bus hung up)";
            case 71 -> "EPROTO (the peer does not speak D-Bus)";
            case 74 -> "EBADMSG (the peer does not speak D-Bus)";
            case 90 -> "EMSGSIZE (message too long)";
            case 104 -> "ECONNRESET (the bus hung up)";
            case 105 -> "ENOBUFS (too much is queued)";
            case 107 -> "ENOTCONN (the bus hung up)";
            case 110 -> "ETIMEDOUT (no answer in time)";
            case 111 -> "ECONNREFUSED (nobody listens on the socket)";
            default -> "error number " + number;
        };
    }
}
