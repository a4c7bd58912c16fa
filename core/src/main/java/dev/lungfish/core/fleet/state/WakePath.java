package dev.lungfish.core.fleet.state;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// A way by which a controller wakes a host. Whoever carries it out chooses which neighbour.
public enum WakePath implements Spelled {
    /// Magic packets of the controller itself, on a network of the host.
    PACKETS,
    /// Magic packets of an awake host that shares a network with it.
    NEIGHBOUR,
    /// Magic packets of another such host than the last.
    OTHER_NEIGHBOUR,
    /// "On" of its management controller. Only for a host of which it is certain that it sleeps,
    /// and which does not answer.
    POWER_ON;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
