package dev.lungfish.agent.guests;

import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.domain.DomainDescription;
import dev.lungfish.libvirt.remote.DomainFlags;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.DomainState;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.JobInfo;
import dev.lungfish.libvirt.remote.JobStatistics;
import dev.lungfish.libvirt.remote.ListAllDomainsArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.RpcException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what of a guest makes a sleep of its host dangerous.
///
/// @param policy what is to be done with the guest
record GuestDangers(Client client, GuestPolicy policy) {

    /// What is found of an active guest.
    List<Blocker> of(DomainReference guest) throws IOException, RpcException {
        List<Blocker> found = new ArrayList<>();
        job(guest)
                .ifPresent(job ->
                        found.add(
                                new Blocker(
                                        "guest-job:" + guest.name(),
                                        new GuestReason.GuestJobRuns(
                                                guest.name(), job.operation()))));
        DomainDescription description =
                DomainDescription.read(client.call(Domains.GET_XML_DESC, DomainFlags.none(guest)));
        if (!description.hostDevices().isEmpty()) {
            found.add(
                    new Blocker(
                            "guest-device:" + guest.name(),
                            new GuestReason.GuestHasHostDevices(description.hostDevices())));
        }
        if (!description.watchdogs().isEmpty() && leavesGuestsRunning()) {
            found.add(
                    new Blocker(
                            "guest-watchdog:" + guest.name(),
                            new GuestReason.GuestHasWatchdog(description.watchdogs())));
        }
        if (policy == GuestPolicy.SAVE && isTransient(guest)) {
            found.add(
                    new Blocker(
                            "guest-transient:" + guest.name(), new GuestReason.GuestTransient()));
        }
        return found;
    }

    /// The destination of a migration refuses to tell of its job, with the error of a guest that is
    /// not active.
    ///
    /// **Source:** `qemuDomainGetJobStatsInternal` in libvirt 9.0 `src/qemu/qemu_driver.c`:
    /// `VIR_ERR_OPERATION_INVALID`, "migration statistics are available only on the source host".
    private Optional<JobStatistics> job(DomainReference guest) throws IOException, RpcException {
        try {
            return Optional.of(client.call(Domains.GET_JOB_STATS, DomainFlags.none(guest)))
                    .filter(job -> JobInfo.runs(job.type()));
        } catch (CallFailedException e) {
            if (e.error().code() != ErrorCode.OPERATION_INVALID.number()) {
                throw e;
            }
            DomainState state = client.call(Domains.GET_STATE, DomainFlags.none(guest));
            return state.state() == DomainState.SHUT_OFF
                    ? Optional.empty()
                    : Optional.of(JobStatistics.of(JobStatistics.INCOMING_MIGRATION));
        }
    }

    /// The time of a guest that is paused or saved stands still, and so does its watchdog.
    private boolean leavesGuestsRunning() {
        return switch (policy) {
            case REFUSE, IGNORE -> true;
            case PAUSE, SAVE -> false;
        };
    }

    private boolean isTransient(DomainReference guest) throws IOException, RpcException {
        return client
                .call(
                        Remote.LIST_ALL_DOMAINS,
                        new ListAllDomainsArguments(
                                true, Domains.LIST_ACTIVE | Domains.LIST_TRANSIENT))
                .domains()
                .stream()
                .anyMatch(other -> other.uuid().equals(guest.uuid()));
    }
}
