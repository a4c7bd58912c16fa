package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.reason.Spelled;
import java.util.List;
import java.util.Optional;

/// A service that rules the same settings. Where one runs we do not write them ourselves.
///
/// @param kind which
/// @param profile that it holds now; absent where it does not run
public record PowerService(Kind kind, Reading<String> profile) {
    /// The services that are known.
    ///
    /// **Source:** for tuned, the profiles that its own `tuned-ppd` takes for the three names
    /// (`/etc/tuned/ppd.conf`).
    public enum Kind implements Spelled {
        POWER_PROFILES_DAEMON("power-profiles-daemon", "performance", "balanced", "power-saver"),
        TUNED("tuned", "throughput-performance", "balanced", "powersave");

        private final String spelling;
        private final String performance;
        private final String balanced;
        private final String powerSaver;

        Kind(String spelling, String performance, String balanced, String powerSaver) {
            this.spelling = spelling;
            this.performance = performance;
            this.balanced = balanced;
            this.powerSaver = powerSaver;
        }

        @Override
        public String spelling() {
            return spelling;
        }

        /// Its own name of one of the three usual profiles; empty for any other.
        public Optional<String> nameOf(PowerProfile profile) {
            if (profile.equals(PowerProfile.PERFORMANCE)) {
                return Optional.of(performance);
            }
            if (profile.equals(PowerProfile.BALANCED)) {
                return Optional.of(balanced);
            }
            return profile.equals(PowerProfile.POWER_SAVER)
                    ? Optional.of(powerSaver)
                    : Optional.empty();
        }
    }

    /// Whether it runs; where it could not be asked it is taken to.
    public boolean runs() {
        return !(profile instanceof Reading.Absent);
    }

    /// What a profile means to one host.
    ///
    /// @param request what is set
    /// @param unmapped why what the host does not offer is left out
    public record ProfileMapping(
            PowerProfile profile, CpuSettingRequest request, List<SettingReason> unmapped) {
        public ProfileMapping {
            unmapped = List.copyOf(unmapped);
        }

        /// Whether anything of it can be set here.
        public boolean meansAnything() {
            return !request.values().isEmpty();
        }
    }
}
