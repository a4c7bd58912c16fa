/// One host, asked directly: this machine or a recorded one. Readers of `linux`, judges of `core`,
/// documents of `libvirt`, wired together.
@NullMarked
package dev.lungfish.agent;

import org.jspecify.annotations.NullMarked;
