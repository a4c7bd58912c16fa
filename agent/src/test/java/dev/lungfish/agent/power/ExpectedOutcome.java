package dev.lungfish.agent.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.text.ReasonText;

/// What a change of the processors is expected to come to.
final class ExpectedOutcome {
    private ExpectedOutcome() {}

    static CpuOutcome.Done done(CpuOutcome outcome) {
        assertThat(outcome).isInstanceOf(CpuOutcome.Done.class);
        return (CpuOutcome.Done) outcome;
    }

    static CpuOutcome.Failed failed(CpuOutcome outcome) {
        assertThat(outcome).isInstanceOf(CpuOutcome.Failed.class);
        return (CpuOutcome.Failed) outcome;
    }

    static String refused(CpuOutcome outcome) {
        assertThat(outcome).isInstanceOf(CpuOutcome.Refused.class);
        return ReasonText.joined(((CpuOutcome.Refused) outcome).reasons());
    }
}
