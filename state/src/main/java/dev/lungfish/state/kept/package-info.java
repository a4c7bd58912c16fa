/// The other files of the state directory, each kept whole: proofs and tests, wakeups, values of
/// the processors, the request that runs, and that it is to be cancelled.
@NullMarked
package dev.lungfish.state.kept;

import org.jspecify.annotations.NullMarked;
