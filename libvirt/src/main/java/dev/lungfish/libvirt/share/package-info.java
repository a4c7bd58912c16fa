/// How much of a server each client may use: what all clients together have is counted for users
/// and by trust, so that none takes the part of another, and nobody takes root's. Pure: no threads,
/// no clocks, no input or output.
@NullMarked
package dev.lungfish.libvirt.share;

import org.jspecify.annotations.NullMarked;
