package dev.lungfish.libvirt.capabilities;

import java.io.Serial;

/// A text that is no capabilities document. The message names the position and what was expected.
public final class MalformedCapabilitiesException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    MalformedCapabilitiesException(int line, int column, String problem) {
        super("line " + line + ", column " + column + ": " + problem);
        this.line = line;
        this.column = column;
    }

    /// Counted from 1.
    public int line() {
        return line;
    }

    /// Counted from 1.
    public int column() {
        return column;
    }
}
