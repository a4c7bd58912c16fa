package dev.lungfish.api;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.core.sleep.SleepReadings.AdministratorPolicy;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.core.sleep.SleepReport;
import dev.lungfish.core.sleep.Surroundings;
import dev.lungfish.core.wake.WakeVerdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All that Lungfish can say of how a host sleeps and wakes.
///
/// @param sleep the verdict on each sleep state
/// @param wake the verdict on each wake device: clocks first, then the network, then the rest
/// @param waysBack how the ways back from each supported state stand
/// @param influences where the host runs, and who else has a say in its sleep
public record DoctorReport(
        SleepReport sleep, List<WakeVerdict> wake, WaysBack waysBack, Influences influences) {
    public DoctorReport {
        wake = List.copyOf(wake);
    }

    /// Where a host runs, and who else has a say in its sleep.
    ///
    /// @param surroundings where it runs
    /// @param kernel its release; empty where that is not known
    /// @param evidence what logind, lockdown and pm-utils say, also where they are absent
    /// @param inhibitors the locks that programs hold
    /// @param administrator what the configuration forbids
    public record Influences(
            Surroundings surroundings,
            Optional<String> kernel,
            List<Evidence> evidence,
            List<Inhibitor> inhibitors,
            AdministratorPolicy administrator) {
        public Influences {
            evidence = List.copyOf(evidence);
            inhibitors = List.copyOf(inhibitors);
        }

        /// Those in what was read of a host.
        ///
        /// @param more what else has a say
        public static Influences of(SleepReadings readings, List<Evidence> more) {
            return new Influences(
                    readings.surroundings(),
                    readings.kernel()
                            .release()
                            .toOptional()
                            .map(_ -> readings.kernel().release().found()),
                    Stream.concat(
                                    Stream.<Reading<?>>of(
                                                    readings.logind().canSuspend(),
                                                    readings.logind().canHibernate(),
                                                    readings.logind().canHybridSleep(),
                                                    readings.logind().canSuspendThenHibernate(),
                                                    readings.logind().inhibitors(),
                                                    readings.hibernation().lockdown(),
                                                    readings.pmUtils().suspend(),
                                                    readings.pmUtils().hibernate(),
                                                    readings.pmUtils().suspendHybrid())
                                            .map(Reading::evidence),
                                    more.stream())
                            .toList(),
                    readings.logind().inhibitors().toOptional().orElse(List.of()),
                    readings.policy());
        }
    }
}
