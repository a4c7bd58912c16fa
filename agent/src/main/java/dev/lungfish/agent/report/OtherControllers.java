package dev.lungfish.agent.report;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings;
import java.util.List;
import java.util.stream.Stream;

/// Who else has a say in whether a host sleeps, as evidence: logind, lockdown and pm-utils, also
/// where they are absent.
final class OtherControllers {
    private OtherControllers() {}

    static List<Evidence> evidence(SleepReadings readings) {
        return Stream.<Reading<?>>of(
                        readings.logind().canSuspend(),
                        readings.logind().canHibernate(),
                        readings.logind().canHybridSleep(),
                        readings.logind().canSuspendThenHibernate(),
                        readings.logind().inhibitors(),
                        readings.hibernation().lockdown(),
                        readings.pmUtils().suspend(),
                        readings.pmUtils().hibernate(),
                        readings.pmUtils().suspendHybrid())
                .map(Reading::evidence)
                .toList();
    }
}
