/// The facts that the kernel's hypervisor has about the processor without a guest: model-specific
/// registers and the time stamp counter. Calls of the C library through `java.lang.foreign`.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.linux.virtualization;

import org.jspecify.annotations.NullMarked;
