/// The kernel's names of errors, found in what the runtime says of them.
///
/// All types are immutable and safe to use from several threads.
@NullMarked
package dev.lungfish.linux.syscall;

import org.jspecify.annotations.NullMarked;
