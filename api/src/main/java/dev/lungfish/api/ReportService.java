package dev.lungfish.api;

import dev.lungfish.core.procedure.proof.WaysBack;

/// What can be said of a host.
public interface ReportService {
    DoctorReport doctor() throws ServiceException;

    /// How the ways back from each supported sleep state stand.
    WaysBack waysBack() throws ServiceException;
}
