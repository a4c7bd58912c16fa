package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import java.util.Optional;

/// An examination of the host that no request asks for.
record HostExamination(EffectRunner<Effect.OnHost> host, ProcedureSettings settings) {

    /// What it found; empty where the host could not be examined.
    Optional<Findings> findings() {
        return examine() instanceof Answer.Examined(Findings findings)
                ? Optional.of(findings)
                : Optional.empty();
    }

    private Answer examine() {
        Effect.Examine examine = new Effect.Examine(forNobody());
        return ProcedureRunner.guarded(examine, () -> host.carryOut(examine));
    }

    /// The examination looks at the whole host, whatever is asked for.
    private SleepRequest forNobody() {
        return SleepRequest.to(SleepTarget.MEM)
                .lasting(settings.shortest())
                .purpose(SleepRequest.Purpose.DRY_RUN)
                .build();
    }
}
