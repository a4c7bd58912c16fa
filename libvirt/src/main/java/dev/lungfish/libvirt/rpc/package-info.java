/// libvirt's RPC, independent of any program: frames, errors, procedures, keepalive. Nothing here
/// opens a socket or starts a thread.
///
/// Records are immutable and safe to share; a [FrameReader] and a [KeepaliveCountdown] belong to
/// one thread unless they say otherwise.
///
/// **Source:** libvirt 9.0 `src/rpc/virnetprotocol.x`, `src/rpc/virkeepaliveprotocol.x`,
/// `include/libvirt/virterror.h`, and captures of its clients and its daemon: docs/wire.md.
@NullMarked
package dev.lungfish.libvirt.rpc;

import org.jspecify.annotations.NullMarked;
