package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.request.Moment;
import java.util.Optional;

/// What the machine is told: the answer to its last effect.
///
/// @param answer to the effect
/// @param at when the answer came
/// @param cancelledBy who has asked by now that the request be cancelled; once told, it is told
///   with every later event too
public record Event(Answer answer, Moment at, Optional<String> cancelledBy) {}
