/// What was read, from which source, with which result. Every fact has its source.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.evidence;

import org.jspecify.annotations.NullMarked;
