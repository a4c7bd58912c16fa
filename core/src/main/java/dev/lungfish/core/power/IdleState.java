package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.time.Duration;

/// A state in which an idle processor may be.
///
/// **Source:** Linux `Documentation/admin-guide/pm/cpuidle.rst`, "Representation of Idle States in
/// `sysfs`": `latency`, `residency` and `time` are in microseconds.
///
/// @param name `C6`, `POLL`; the kernel's name, which a person uses
/// @param latency how long it takes to leave it
/// @param residency how long it must last to be worth it
/// @param uses how often it was entered
/// @param time how long the processor was in it since the boot
/// @param disabled `1` where it is not to be entered, `0` where it may
public record IdleState(
        Reading<String> name,
        Reading<Duration> latency,
        Reading<Duration> residency,
        Reading<Long> uses,
        Reading<Duration> time,
        Knob disabled) {

    public boolean isCalled(String word) {
        return name.toOptional().filter(word::equals).isPresent();
    }
}
