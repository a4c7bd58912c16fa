package dev.lungfish.controller.access;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// What somebody may do with the API.
public enum Role implements Spelled {
    /// A host of the fleet, by its certificate: what concerns itself.
    AGENT,
    /// Reads.
    VIEWER,
    /// Also says what is wanted of hosts: demands, holds, sleeps, wakes, maintenance.
    OPERATOR,
    /// Also says who may use the API and which hosts belong to the fleet.
    ADMIN;

    /// Whether this role may do what needs another one. A host is nobody's viewer.
    public boolean covers(Role needed) {
        return this == needed || (this != AGENT && compareTo(needed) > 0);
    }

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
