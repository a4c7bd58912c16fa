/// The lab: hosts with a real kernel under QEMU.
@NullMarked
package dev.lungfish.lab;

import org.jspecify.annotations.NullMarked;
