/// Where a host runs: on hardware, in a virtual machine, in a container.
///
/// The reader reads afresh on each call and is safe to use from several threads.
@NullMarked
package dev.lungfish.linux.virtualization;

import org.jspecify.annotations.NullMarked;
