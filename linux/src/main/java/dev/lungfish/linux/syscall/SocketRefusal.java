package dev.lungfish.linux.syscall;

import java.io.Serial;

/// The kernel refused a call on a socket.
public final class SocketRefusal extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String call;
    private final int error;

    SocketRefusal(String call, int error) {
        super(call + ": error " + error);
        this.call = call;
        this.error = error;
    }

    /// Which call: `sendto`.
    public String call() {
        return call;
    }

    /// The kernel's number of the error.
    public int error() {
        return error;
    }

    /// For messages, in the language of the user: `sendto: Operation not permitted`.
    public String inWords() {
        return call + ": " + ErrorText.of(error);
    }
}
