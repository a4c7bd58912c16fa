package dev.lungfish.api;

import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Verdict;

/// What a controller does for the hosts of its fleet. Hosts call, the controller answers: so hosts
/// may sit behind a network that lets nobody in. Whoever implements it acts for one caller, known
/// by its certificate.
public interface FleetService {
    /// Takes a new host into the fleet, by a token that is valid once. The only call that needs no
    /// certificate.
    Enrolment enrol(EnrolmentRequest request) throws ServiceException;

    /// A new certificate for a host that has one, for the same key; also for one that ran out while
    /// the host slept.
    Enrolment renew() throws ServiceException;

    /// A host says that it is awake, and asks what to do.
    Verdict checkIn(CheckIn call) throws ServiceException;

    /// A host is about to sleep.
    Verdict entering(Entering notice) throws ServiceException;

    /// A host says what its meters have measured, before it says that it is awake.
    ///
    /// @return false where the controller is older than this call, so that it knows none
    boolean meter(MeterReading reading) throws ServiceException;
}
