/// The answers of an x86 processor to the instruction CPUID, by the kernel's device or from a
/// record.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.linux.node;

import org.jspecify.annotations.NullMarked;
