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
/// @param awakeFor how long a host is awake at least before it sleeps again
/// @param back when a host that should be back is missed
/// @param api where the API is served by TLS
/// @param pools the rules of each pool
/// @param moves how guests are moved
public record ControllerConfiguration(
        InetSocketAddress listen,
        List<String> names,
        Path folder,
        String database,
        InetSocketAddress admin,
        int mostHosts,
        Duration settle,
        Duration checkIn,
        Duration awakeFor,
        Back back,
        ApiSettings api,
        PoolsConfiguration pools,
        MovesConfiguration moves) {
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
