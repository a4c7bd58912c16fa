package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.Answer;
import dev.lungfish.core.procedure.Effect;
import dev.lungfish.core.procedure.EffectRunner;
import dev.lungfish.core.procedure.Findings;
import dev.lungfish.core.procedure.ProcedureSettings;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.core.procedure.SleepTarget;
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
