package dev.lungfish.agent.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.Planning.FileChange;
import java.io.Serial;
import java.util.Optional;

/// The kernel did not take a value.
final class NotHeldException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient CpuChangeReason reason;
    private final transient Optional<CpuSetting> setting;

    NotHeldException(CpuChangeReason reason) {
        this(reason, Optional.empty());
    }

    private NotHeldException(CpuChangeReason reason, Optional<CpuSetting> setting) {
        super(reason.code());
        this.reason = reason;
        this.setting = setting;
    }

    /// The same of a setting that was being made.
    NotHeldException of(CpuSetting made) {
        return new NotHeldException(reason, Optional.of(made));
    }

    /// Which was being made; empty where that is not told.
    Optional<CpuSetting> setting() {
        return setting;
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

    /// That nothing of this process can change: which processors are online is not known.
    boolean isOfTheHost() {
        return reason instanceof CpuChangeReason.OnlineUnreadable;
    }

    /// Names the file, what was wanted, and what was found.
    CpuChangeReason reason() {
        return reason;
    }
}
