/// TLS as in libvirt: certificates on both sides, keys from PEM files, and one byte of confirmation
/// from the server before the first frame.
///
/// **Source:** libvirt 9.0 `src/rpc/virnettlscontext.c`, `src/rpc/virnetserverclient.c`.
@NullMarked
package dev.lungfish.libvirt.tls;

import org.jspecify.annotations.NullMarked;
