package dev.lungfish.core.power;

import java.util.List;
import java.util.OptionalLong;

/// What a request means to one host.
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

    /// One file that is to hold one value.
    ///
    /// @param group whose it is: `policy0`, `cpu3`, `package-0`, `host`
    /// @param path the file, as on the host
    /// @param wanted the text that is written and must be read back
    record FileChange(CpuSetting setting, String group, String path, String wanted) {
        /// A quarter of a watt: hardware counts eighths.
        private static final long POWER_STEP = 250_000;

        /// Whether the kernel took the value, by what it tells afterwards. It rounds limits of
        /// power to what the hardware counts in, and their times down to the next of four in each
        /// power of two.
        ///
        /// **Source:** Linux `drivers/powercap/intel_rapl_common.c`, `rapl_unit_xlate()` and
        /// `rapl_compute_time_window_core()`.
        public boolean isHeldBy(String found) {
            OptionalLong is = number(found);
            OptionalLong should = number(wanted);
            if (is.isEmpty() || should.isEmpty()) {
                return found.equals(wanted);
            }
            long missing = should.getAsLong() - is.getAsLong();
            return switch (setting) {
                case POWER_LIMIT -> Math.abs(missing) < POWER_STEP;
                case POWER_WINDOW -> missing >= 0 && missing <= should.getAsLong() / 4;
                default -> found.equals(wanted);
            };
        }

        private static OptionalLong number(String text) {
            try {
                return OptionalLong.of(Long.parseLong(text));
            } catch (NumberFormatException _) {
                return OptionalLong.empty();
            }
        }
    }
}
