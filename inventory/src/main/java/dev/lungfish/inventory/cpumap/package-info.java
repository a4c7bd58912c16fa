/// The CPU map that libvirt installs: the CPUID bits of each feature and the features of each
/// model; and libvirt's algorithm that finds the model of a processor.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.inventory.cpumap;

import org.jspecify.annotations.NullMarked;
