/// What is admitted, refused and concluded: the decisions that the states ask for.
@NullMarked
package dev.lungfish.core.procedure.judgement;

import org.jspecify.annotations.NullMarked;
