package dev.lungfish.controller.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What an administrator has set.
///
/// @param listen where hosts call
/// @param names DNS names and addresses under which they do; the first one names the controller
/// @param folder of the authority and, for SQLite, of the database
/// @param database as a URL of JDBC
/// @param admin where `lungfish fleet` and other programs call
/// @param mostHosts that may be connected at once
/// @param settle after a start, how long nobody is ordered to sleep
/// @param checkIn how often a host that is awake calls
/// @param mode whether leases are given, or only shown
/// @param firstLease the length of a host's first lease; each next one is twice as long
/// @param longestLease at most
/// @param awakeAtLeast how many hosts stay awake
public record ControllerConfiguration(
        InetSocketAddress listen,
        List<String> names,
        Path folder,
        String database,
        InetSocketAddress admin,
        int mostHosts,
        Duration settle,
        Duration checkIn,
        Mode mode,
        Duration firstLease,
        Duration longestLease,
        int awakeAtLeast) {
    public ControllerConfiguration {
        names = List.copyOf(names);
    }

    /// How far the controller decides by itself.
    public enum Mode {
        /// Nobody is ordered to sleep.
        OFF,
        /// What would be ordered is told as events.
        RECOMMEND,
        AUTOMATIC
    }
}
