/// One machine under QEMU: its process, its controls (QMP), and a way to run commands in it.
@NullMarked
package dev.lungfish.lab.machine;

import org.jspecify.annotations.NullMarked;
