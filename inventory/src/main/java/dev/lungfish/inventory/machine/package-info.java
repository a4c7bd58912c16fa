/// The machine as a whole: its identity, its IOMMU, and the isolation of its guests.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.inventory.machine;

import org.jspecify.annotations.NullMarked;
