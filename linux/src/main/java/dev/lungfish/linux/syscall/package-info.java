/// The kernel's names of errors, found by the texts of the runtime.
///
/// All types are immutable and safe to use from several threads.
@NullMarked
package dev.lungfish.linux.syscall;

import org.jspecify.annotations.NullMarked;
