package dev.lungfish.libvirt.server;

import java.util.List;

/// The listeners of a server, its programs, and its rules.
///
/// @param listeners that are open from the start; all of them, or the server does not start
/// @param programs [RemoteProgram] and others
public record ServerSettings(
        List<Listener> listeners,
        List<Program> programs,
        Guard guard,
        Authentication authentication,
        PeerIdentification peers,
        ServerLimits limits,
        Observer observer) {

    public ServerSettings {
        listeners = List.copyOf(listeners);
        programs = List.copyOf(programs);
        if (programs.stream().map(Program::number).distinct().count() != programs.size()) {
            throw new IllegalArgumentException("two programs of the same number and version");
        }
    }

    /// Settings with the default limits, without a guard, and without authentication beyond the
    /// transport.
    public static ServerSettings of(List<Listener> listeners, List<Program> programs) {
        return new ServerSettings(
                listeners,
                programs,
                Guard.NONE,
                Authentication.NONE,
                PeerIdentification.NAMES,
                ServerLimits.DEFAULT,
                Observer.NONE);
    }

    /// The same with other limits.
    public ServerSettings with(ServerLimits other) {
        return new ServerSettings(
                listeners, programs, guard, authentication, peers, other, observer);
    }

    /// The same with another observer.
    public ServerSettings with(Observer other) {
        return new ServerSettings(listeners, programs, guard, authentication, peers, limits, other);
    }

    /// The same with another guard.
    public ServerSettings with(Guard other) {
        return new ServerSettings(
                listeners, programs, other, authentication, peers, limits, observer);
    }

    /// The same with another authentication.
    public ServerSettings with(Authentication other) {
        return new ServerSettings(listeners, programs, guard, other, peers, limits, observer);
    }

    /// The same with another identification of peers.
    public ServerSettings with(PeerIdentification other) {
        return new ServerSettings(
                listeners, programs, guard, authentication, other, limits, observer);
    }
}
