package dev.lungfish.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import org.junit.jupiter.api.Test;

class ReasonExceptionTest {
    @Test
    void whoeverHandlesItAsAnyFailureStillSeesItsCode() {
        Reason reason = new NeighbourReason.NothingToSendBy();

        Exception refusal = new ReasonException(reason);

        assertThat(Reasoned.of(refusal).code()).isEqualTo("nothing-to-send-by");
        assertThat(refusal).hasMessage(ReasonText.withRemedy(reason));
    }
}
