package dev.lungfish.api;

import dev.lungfish.core.procedure.request.Phase;
import java.util.Optional;

/// A request has come to another phase.
///
/// @param request its name
/// @param ended what it ended with; empty before the end
public record RequestChange(String request, Phase phase, Optional<Finished> ended) {}
