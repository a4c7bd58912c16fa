package dev.lungfish.linux.network;

import java.io.Serial;

/// The modes of an interface could not be set. The message says what was tried and what was found.
public final class EthtoolException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    EthtoolException(String tried, String found) {
        super("cannot " + tried + ": " + found);
    }
}
