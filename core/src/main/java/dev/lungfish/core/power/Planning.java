package dev.lungfish.core.power;

import java.util.List;

/// What a wish means to one host.
public sealed interface Planning {
    /// It can be tried.
    ///
    /// @param changes all files that are to hold a value, those too that hold it already; in the
    ///   order of the settings
    record Planned(List<FileChange> changes) implements Planning {
        public Planned {
            changes = List.copyOf(changes);
        }
    }

    /// The host does not offer it.
    ///
    /// @param problems at least one, each with file and what is offered
    record Refused(List<SettingReason> problems) implements Planning {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
