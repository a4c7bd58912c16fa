@NullMarked
package dev.lungfish.libvirt;

import org.jspecify.annotations.NullMarked;
