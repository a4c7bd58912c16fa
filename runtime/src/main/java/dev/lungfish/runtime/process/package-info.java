/// Programs of the host, run within a time limit. The only package that starts processes.
///
/// All types are safe to use from several threads, except for a running program, which belongs to
/// the thread that started it.
@NullMarked
package dev.lungfish.runtime.process;

import org.jspecify.annotations.NullMarked;
