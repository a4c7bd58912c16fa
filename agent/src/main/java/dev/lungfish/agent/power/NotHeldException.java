package dev.lungfish.agent.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.Planning.FileChange;
import java.io.Serial;

/// The kernel did not take a value.
final class NotHeldException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient CpuChangeReason reason;

    NotHeldException(CpuChangeReason reason) {
        super(reason.code());
        this.reason = reason;
    }

    static NotHeldException of(FileChange change, Reading<String> found) {
        return new NotHeldException(
                found instanceof Reading.Present
                        ? new CpuChangeReason.ValueNotHeld(
                                change.setting(),
                                change.group(),
                                change.path(),
                                change.wanted(),
                                found.found())
                        : new CpuChangeReason.FileUnreadable(
                                change.setting(),
                                change.group(),
                                change.path(),
                                change.wanted(),
                                found.found()));
    }

    /// Names the file, what was wanted, and what was found.
    CpuChangeReason reason() {
        return reason;
    }
}
