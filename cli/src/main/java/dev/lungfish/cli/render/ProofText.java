package dev.lungfish.cli.render;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.time.SpokenDuration;

/// What a sleep that was to prove its way back has shown, in one sentence.
public final class ProofText {
    private ProofText() {}

    /// Whether the way back that was to be proved is proved by it.
    public static boolean proves(Finished finished) {
        return finished.request()
                .proved()
                .filter(way ->
                        switch (way) {
                            case RTC ->
                                    finished.outcome() instanceof Outcome.Slept
                                            && wokenBy(finished, WakeCause.Kind.ALARM);
                            case WAKE_ON_LAN ->
                                    finished.outcome() instanceof Outcome.Woken
                                            && wokenBy(finished, WakeCause.Kind.CARD);
                        })
                .isPresent();
    }

    private static boolean wokenBy(Finished finished, WakeCause.Kind kind) {
        return finished.segments().getLast().cause().kind() == kind;
    }

    public static String of(Finished finished) {
        boolean byPacket =
                finished.request().proved().filter(WayBack.WAKE_ON_LAN::equals).isPresent();
        String way = byPacket ? "a magic packet" : "the alarm";
        if (proves(finished)) {
            Segment last = finished.segments().getLast();
            return "proved: %s brings the host back from %s%s"
                    .formatted(
                            way,
                            last.state().spelling(),
                            last.latency().map(ProofText::inWords).orElse(""));
        }
        return switch (finished.outcome()) {
            case Outcome.Slept _ when byPacket && wokenBy(finished, WakeCause.Kind.ALARM) ->
                    "the proof failed: no magic packet woke the host before its alarm did; magic"
                            + " packets are not relied on until a new proof succeeds, or kernel,"
                            + " command line, firmware or network card change";
            case Outcome.Cancelled _, Outcome.WokeEarly _, Outcome.Slept _, Outcome.Woken _ ->
                    ("nothing is proved: %s was not what ended the sleep, or nothing tells that it"
                                    + " was; what"
                                    + " was known before stays")
                            .formatted(way);
            case Outcome.Unproven _ when byPacket ->
                    "nothing is proved; what was known before stays";
            default ->
                    "the proof failed: this sleep is refused until a new proof succeeds, or kernel,"
                            + " command line, firmware or %s"
                                    .formatted(byPacket ? "network card change" : "RTC change");
        };
    }

    private static String inWords(Proof.Latency latency) {
        return ", %s down and %s up"
                .formatted(SpokenDuration.of(latency.down()), SpokenDuration.of(latency.up()));
    }
}
