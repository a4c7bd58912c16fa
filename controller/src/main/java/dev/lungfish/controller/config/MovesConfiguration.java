package dev.lungfish.controller.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How guests are moved, and where.
///
/// @param hosts in the order of the file
/// @param atOnce how many moves a host takes part in at once
/// @param limit after which a move is aborted
/// @param every how often a plan is made
/// @param most how many guests a plan moves
/// @param copyDisks whether disks that the hosts do not share are copied
/// @param failureCovered whether the guests of any one host that is awake must fit on the others
public record MovesConfiguration(
        List<LibvirtSettings> hosts,
        int atOnce,
        Duration limit,
        Duration every,
        int most,
        boolean copyDisks,
        boolean failureCovered) {
    /// Where nothing is configured: no host is reached, so no guest is moved.
    public static final MovesConfiguration NONE =
            new MovesConfiguration(
                    List.of(), 2, Duration.ofMinutes(10), Duration.ofMinutes(5), 100, false, true);

    public MovesConfiguration {
        hosts = List.copyOf(hosts);
    }

    /// The table of a host: the one that names it; else the first one with a pattern that fits;
    /// empty where its libvirtd is not reached.
    public Optional<LibvirtSettings> of(String host) {
        return hosts.stream()
                .filter(table -> table.hosts().names(host))
                .findFirst()
                .or(() -> hosts.stream().filter(table -> table.hosts().include(host)).findFirst());
    }
}
