package dev.lungfish.api;

/// A controller that a host speaks to, until it is closed. For one thread.
public interface FleetSession extends FleetService, AutoCloseable {
    @Override
    void close();
}
