package dev.lungfish.controller.migration;

import dev.lungfish.libvirt.client.LibvirtUri;
import java.util.Optional;

/// How the libvirtd of a host is reached.
///
/// @param name of the host
/// @param uri by which this process reaches it
/// @param peerUri by which the libvirtds of other hosts reach it: `qemu+tls://HOST/system`
/// @param data where the memory of guests is to be sent: `tcp://ADDRESS`; empty where libvirt is to
///   choose by the host's own name
public record MigrationHost(String name, LibvirtUri uri, String peerUri, Optional<String> data) {}
