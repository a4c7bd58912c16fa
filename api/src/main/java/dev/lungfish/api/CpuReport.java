package dev.lungfish.api;

import dev.lungfish.core.power.CpuJudge;
import dev.lungfish.core.power.CpuJudge.CpuVerdict;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.Planning.FileChange;
import dev.lungfish.core.power.Power.Watts;
import dev.lungfish.core.power.PowerService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything about how a host's processors use power.
///
/// @param services the services that may control the same settings
/// @param watts the power of each zone now, by its label; empty on a record, where no time passes
/// @param changed what Lungfish has set and not restored
public record CpuReport(
        CpuReadings readings,
        List<PowerService> services,
        Map<String, Watts> watts,
        Optional<Changed> changed) {
    /// What was changed.
    ///
    /// @param at when the last change was made
    /// @param by who wanted it
    /// @param wanted in words: `profile power-saver`, `governor=performance`
    /// @param originals what would put each file back
    public record Changed(Instant at, String by, String wanted, List<FileChange> originals) {
        public Changed {
            originals = List.copyOf(originals);
        }
    }

    public CpuReport {
        services = List.copyOf(services);
    }

    /// The verdicts on what the host has.
    public List<CpuVerdict> verdicts() {
        return CpuJudge.judge(readings);
    }
}
