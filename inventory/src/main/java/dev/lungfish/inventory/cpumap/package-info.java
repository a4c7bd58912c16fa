/// The CPU map that libvirt installs: which bits of CPUID a feature is, and which features a model
/// has; and libvirt's way to find the model that fits a processor.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.inventory.cpumap;

import org.jspecify.annotations.NullMarked;
