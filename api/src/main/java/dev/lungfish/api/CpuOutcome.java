package dev.lungfish.api;

import dev.lungfish.core.power.Planning.FileChange;
import dev.lungfish.core.reason.Reason;
import java.util.List;

/// What came of an order to set the processors, or to put them back.
public sealed interface CpuOutcome {
    /// The word for programs: `done`, `refused`, `failed`.
    default String kind() {
        return switch (this) {
            case Done _ -> "done";
            case Refused _ -> "refused";
            case Failed _ -> "failed";
        };
    }

    /// All that was wanted holds, read back after the last write.
    ///
    /// @param written the files that had to be written
    /// @param notes what else should be known: a processor that went offline, a part of a profile
    ///   that the host does not have
    record Done(List<FileChange> written, List<Reason> notes) implements CpuOutcome {
        public Done {
            written = List.copyOf(written);
            notes = List.copyOf(notes);
        }
    }

    /// Nothing was changed.
    ///
    /// @param reasons at least one
    record Refused(List<Reason> reasons) implements CpuOutcome {
        public Refused {
            reasons = List.copyOf(reasons);
        }

        /// Refused for one reason.
        public Refused(Reason reason) {
            this(List.of(reason));
        }
    }

    /// It was tried, and undone.
    ///
    /// @param why with the file, what was wanted, and what was found
    /// @param leftBehind what could not be undone
    record Failed(Reason why, List<Reason> leftBehind) implements CpuOutcome {
        public Failed {
            leftBehind = List.copyOf(leftBehind);
        }
    }
}
