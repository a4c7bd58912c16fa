package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.plan.Mode;
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
/// @param awakeFor how long a host is awake at least before it sleeps again
/// @param awakeAtLeast how many hosts stay awake, used or not
/// @param back when a host that should be back is missed
/// @param reserve how many stay awake that nobody uses
/// @param api where the API is served by TLS
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
        Duration awakeFor,
        int awakeAtLeast,
        int reserve,
        Back back,
        ApiSettings api) {
    public ControllerConfiguration {
        names = List.copyOf(names);
    }

    /// When a host that should be back is missed, and when one that is back is used.
    ///
    /// @param tolerance how much later than its bound a host may be awake
    /// @param grace how long after that nothing is done
    /// @param settling how long after its call a host is not counted on yet
    public record Back(Duration tolerance, Duration grace, Duration settling) {}
}
