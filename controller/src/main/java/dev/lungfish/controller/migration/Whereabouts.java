package dev.lungfish.controller.migration;

import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.remote.DomainFlags;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.DomainState;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.JobInfo;
import java.io.IOException;
import java.util.Optional;

/// What a libvirtd says of a guest.
sealed interface Whereabouts {
    /// It is not defined there.
    record Absent() implements Whereabouts {}

    /// It is defined there, and is off.
    record Off() implements Whereabouts {}

    /// It has a process there.
    ///
    /// @param busy whether a job of libvirt runs on it
    record Active(DomainReference guest, DomainState state, boolean busy) implements Whereabouts {}

    /// `VIR_ERR_NO_DOMAIN`.
    int NO_DOMAIN = 42;

    /// Asks it.
    ///
    /// @throws IOException where libvirtd does not answer, or refuses
    static Whereabouts of(Client libvirtd, String name) throws IOException {
        try {
            DomainReference guest = libvirtd.call(Domains.LOOKUP_BY_NAME, name);
            DomainState state = libvirtd.call(Domains.GET_STATE, DomainFlags.none(guest));
            return guest.id() < 0 ? new Off() : new Active(guest, state, isBusy(libvirtd, guest));
        } catch (CallFailedException e) {
            if (e.error().code() == NO_DOMAIN) {
                return new Absent();
            }
            throw new IOException(e.error().text(), e);
        }
    }

    private static boolean isBusy(Client libvirtd, DomainReference guest) throws IOException {
        try {
            return JobInfo.runs(libvirtd.call(Domains.GET_JOB_INFO, guest).type());
        } catch (CallFailedException _) {
            return false; // it has ended meanwhile
        }
    }

    /// The process; empty where there is none.
    default Optional<Active> active() {
        return this instanceof Active active ? Optional.of(active) : Optional.empty();
    }

    default String inWords() {
        return switch (this) {
            case Absent() -> "absent";
            case Off() -> "off";
            case Active(_, DomainState state, boolean busy) ->
                    state.inWords() + (busy ? ", with a job" : "");
        };
    }
}
