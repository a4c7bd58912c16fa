/// The load and the figures of a host that libvirt tells of a node: times of its processors, its
/// memory by the kernel's counts, its frequency, its name.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.linux.node;

import org.jspecify.annotations.NullMarked;
