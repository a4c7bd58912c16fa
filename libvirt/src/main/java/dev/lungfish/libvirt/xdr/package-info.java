/// XDR, the encoding of libvirt's messages: big-endian items of four bytes, with libvirt's
/// deviations and limits.
///
/// Encoders and decoders are for one thread; codecs are immutable and safe to share.
///
/// **Source:** RFC 4506; libvirt 9.0 `src/rpc/virnetmessage.c`, `src/remote/remote_protocol.x`.
@NullMarked
package dev.lungfish.libvirt.xdr;

import org.jspecify.annotations.NullMarked;
