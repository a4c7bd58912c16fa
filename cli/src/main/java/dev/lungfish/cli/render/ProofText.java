package dev.lungfish.cli.render;

import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.core.procedure.Proof;
import dev.lungfish.core.procedure.Segment;
import dev.lungfish.core.procedure.WakeCause;
import dev.lungfish.core.wake.SpokenDuration;
import dev.lungfish.host.engine.Finished;

/// What a sleep that was to prove its way back has shown, in one sentence.
public final class ProofText {
    private ProofText() {}

    /// Whether the way back is proved by it.
    public static boolean proves(Finished finished) {
        return finished.outcome() instanceof Outcome.Slept
                && finished.segments().getLast().cause().kind() == WakeCause.Kind.ALARM;
    }

    public static String of(Finished finished) {
        if (proves(finished)) {
            Segment last = finished.segments().getLast();
            return "proved: the alarm brings the host back from "
                    + last.state().spelling()
                    + last.latency().map(ProofText::inWords).orElse("");
        }
        return switch (finished.outcome()) {
            case Outcome.Cancelled _, Outcome.WokeEarly _, Outcome.Slept _ ->
                    "nothing is proved: the alarm was not what ended the sleep; what was known"
                            + " before stays";
            default ->
                    "the proof failed: this sleep is refused until a new proof succeeds, or kernel,"
                            + " command line, firmware or RTC change";
        };
    }

    private static String inWords(Proof.Latency latency) {
        return ", "
                + SpokenDuration.of(latency.down())
                + " down and "
                + SpokenDuration.of(latency.up())
                + " up";
    }
}
