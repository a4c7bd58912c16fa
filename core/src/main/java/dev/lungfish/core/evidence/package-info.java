/// What was read, where, and what came of it. A fact never travels without its source.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.evidence;

import org.jspecify.annotations.NullMarked;
