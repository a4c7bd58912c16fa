/// The memory of a host: NUMA nodes, their processors, distances and pools of pages.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.linux.numa;

import org.jspecify.annotations.NullMarked;
