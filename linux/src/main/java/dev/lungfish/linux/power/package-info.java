/// What the kernel says of sleep: `/sys/power`, the swaps, memory, the command line and lockdown.
///
/// Each reader takes a [dev.lungfish.linux.tree.HostTree], reads afresh on each call and is safe to
/// use from several threads.
@NullMarked
package dev.lungfish.linux.power;

import org.jspecify.annotations.NullMarked;
