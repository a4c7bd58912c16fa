package dev.lungfish.controller.config;

import dev.lungfish.controller.migration.MigrationHost;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the libvirtds of some hosts are reached, and what their guests may use of them. `{host}` in
/// a URI stands for the name of the host.
///
/// @param name of the table
/// @param uri by which the controller reaches it
/// @param peerUri by which the libvirtds of other hosts reach it
/// @param data where the memory of guests is to be sent; empty where libvirt is to choose
/// @param labels that its guests may ask for
/// @param shared the beginnings of paths that all hosts of the pool have in common
/// @param room how much of a host its guests may use
public record LibvirtSettings(
        String name,
        HostNames hosts,
        String uri,
        String peerUri,
        Optional<String> data,
        Set<String> labels,
        List<String> shared,
        Room room) {
    /// What stands for the name of a host.
    static final String HOST = "{host}";

    public LibvirtSettings {
        labels = Set.copyOf(labels);
        shared = List.copyOf(shared);
    }

    /// How much of a host its guests may use.
    ///
    /// @param memoryPercent of its memory
    /// @param overcommitPercent virtual cores for each hundred of its own
    /// @param loadPercent how far its own cores may be used
    public record Room(int memoryPercent, int overcommitPercent, int loadPercent) {
        /// Nine tenths of the memory, four virtual cores on each of its own, and those used by four
        /// fifths.
        public static final Room USUAL = new Room(90, 400, 80);
    }

    /// How one of these hosts is reached.
    ///
    /// @throws MalformedUriException where its name makes no URI
    public MigrationHost of(String host) throws MalformedUriException {
        return new MigrationHost(
                host,
                LibvirtUri.parse(uri.replace(HOST, host)),
                peerUri.replace(HOST, host),
                data.map(where -> where.replace(HOST, host)));
    }
}
