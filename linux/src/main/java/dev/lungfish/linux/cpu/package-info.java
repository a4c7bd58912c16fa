/// The processors of a host as `/proc/cpuinfo` and `/sys/devices/system/cpu` tell them.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.linux.cpu;

import org.jspecify.annotations.NullMarked;
