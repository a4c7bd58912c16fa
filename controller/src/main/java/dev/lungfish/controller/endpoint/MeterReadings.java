package dev.lungfish.controller.endpoint;

import dev.lungfish.controller.store.HostTable;
import dev.lungfish.core.fleet.energy.MeterReading;

/// Takes what hosts tell of their meters. Called by several threads, and quick: it waits for no
/// database.
@FunctionalInterface
public interface MeterReadings {
    /// A host told a reading.
    ///
    /// @param host as it was enrolled
    void took(HostTable.Row host, MeterReading reading);
}
