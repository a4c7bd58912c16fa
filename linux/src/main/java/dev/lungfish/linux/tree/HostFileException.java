package dev.lungfish.linux.tree;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.linux.syscall.ErrorName;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// A file of the host could not be opened for writing, or not be written. The message tells what
/// was tried and found: `write 'mem' to /sys/power/state: EBUSY (Device or resource busy)`.
public final class HostFileException extends IOException implements Reasoned {
    @Serial private static final long serialVersionUID = 1L;

    private final transient HostFileReason.HostFileFailed reason;

    /// @param tried `write 'mem' to /sys/power/state`
    /// @param found the error as text
    /// @param error the kernel's name of the error; empty if it has none
    public HostFileException(String tried, String found, String error) {
        super(tried + ": " + found);
        reason =
                new HostFileReason.HostFileFailed(
                        tried, found, Optional.of(error).filter(name -> !name.isEmpty()));
    }

    static HostFileException of(String tried, IOException e) {
        Optional<ErrorName> name = nameOf(e);
        return name.map(known -> new HostFileException(tried, known.inWords(), known.name()))
                .orElseGet(() -> new HostFileException(tried, HostTree.describe(e), ""));
    }

    private static Optional<ErrorName> nameOf(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Optional.of(ErrorName.ENOENT);
            case AccessDeniedException _ -> Optional.of(ErrorName.EACCES);
            case FileSystemException file when file.getReason() == null -> Optional.empty();
            default -> ErrorName.ofText(HostTree.describe(e));
        };
    }

    /// The kernel's name of the error: `EBUSY`; empty if it has none.
    public String error() {
        return reason.error().orElse("");
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
