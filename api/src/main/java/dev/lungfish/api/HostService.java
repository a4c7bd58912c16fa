package dev.lungfish.api;

/// All that Lungfish does for a host by one call and one answer. Whoever implements it acts for one
/// caller.
public interface HostService
        extends RequestService,
                ReportService,
                WakeService,
                NeighbourService,
                ProcessorService,
                WakeupService {}
