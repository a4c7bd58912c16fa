package dev.lungfish.agent.guests;

import dev.lungfish.agent.config.GuestsConfiguration;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.remote.DomainFlags;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.DomainState;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.ListAllDomainsArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.linux.blockers.Guests;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.tree.HostTree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The guests of a libvirtd. If none listens, none is asked, so that none is started by this. A
/// libvirtd that is configured or was seen and does not answer leaves the guests unknown.
public final class LibvirtGuests implements Guests {
    private final LocalLibvirtd libvirtd;
    private final Supplier<Instant> clock;

    /// @param clock the wall clock of the machine on which the guests run
    LibvirtGuests(LocalLibvirtd libvirtd, Supplier<Instant> clock) {
        this.libvirtd = libvirtd;
        this.clock = clock;
    }

    /// The guests by a configuration, on this machine.
    public static LibvirtGuests of(GuestsConfiguration configuration) {
        HostClocks clocks = new HostClocks(HostTree.live());
        return new LibvirtGuests(
                LocalLibvirtd.of(configuration.socket(), configuration.uri()),
                () -> clocks.now().wall());
    }

    @Override
    public Reading<List<PreparedGuest>> active() {
        return list("the active guests", Domains.LIST_ACTIVE);
    }

    @Override
    public Reading<List<PreparedGuest>> running() {
        return list("the running guests", Domains.LIST_ACTIVE | Domains.LIST_RUNNING);
    }

    private Reading<List<PreparedGuest>> list(String what, int flags) {
        return read(
                what,
                client ->
                        guests(client, flags).stream()
                                // libvirtd's own order changes each time.
                                .sorted(Comparator.comparing(DomainReference::name))
                                .map(guest ->
                                        new PreparedGuest(guest.uuid().toString(), guest.name()))
                                .toList());
    }

    @Override
    public Reading<List<Blocker>> dangers(GuestPolicy policy) {
        return read(
                "what of the guests makes a sleep dangerous",
                client -> {
                    GuestDangers dangers = new GuestDangers(client, policy);
                    List<Blocker> found = new ArrayList<>();
                    for (DomainReference guest : guests(client, Domains.LIST_ACTIVE)) {
                        found.addAll(dangers.of(guest));
                    }
                    return List.copyOf(found);
                });
    }

    private static List<DomainReference> guests(Client client, int flags)
            throws IOException, RpcException {
        return client.call(Remote.LIST_ALL_DOMAINS, new ListAllDomainsArguments(true, flags))
                .domains();
    }

    private interface Question<T> {
        T ask(Client client) throws IOException, RpcException;
    }

    private <T> Reading<T> read(String what, Question<T> question) {
        String source = "libvirtd, " + what;
        if (!libvirtd.isThere()) {
            return new Reading.Absent<>(source);
        }
        try (Client client = libvirtd.toLook()) {
            T answer = question.ask(client);
            return new Reading.Present<>(source, answer, String.valueOf(answer));
        } catch (IOException | RpcException e) {
            return new Reading.Failed<>(source, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> putAside(GuestPolicy policy, List<PreparedGuest> guests) {
        return switch (policy) {
            case PAUSE -> eachOf(guests, "not paused", LibvirtGuests::pause);
            case SAVE -> eachOf(guests, "not saved", LibvirtGuests::save);
            case REFUSE, IGNORE -> List.of();
        };
    }

    private static Optional<String> pause(Client client, DomainReference guest)
            throws IOException, RpcException {
        client.call(Domains.SUSPEND, guest);
        DomainState state = state(client, guest);
        return state.state() == DomainState.PAUSED
                ? Optional.empty()
                : Optional.of("it is " + state.inWords() + " after it was paused");
    }

    private static Optional<String> save(Client client, DomainReference guest)
            throws IOException, RpcException {
        client.call(Domains.MANAGED_SAVE, DomainFlags.none(guest));
        return client.call(Domains.HAS_MANAGED_SAVE_IMAGE, DomainFlags.none(guest))
                ? Optional.empty()
                : Optional.of("no memory of it is there after it was saved");
    }

    @Override
    public List<String> bringBack(GuestPolicy policy, List<PreparedGuest> guests) {
        return switch (policy) {
            case PAUSE, SAVE -> eachOf(guests.reversed(), "not back", LibvirtGuests::bringBack);
            case REFUSE, IGNORE -> List.of();
        };
    }

    /// By the present state of the guest, whatever was intended: a save may have been aborted.
    private static Optional<String> bringBack(Client client, DomainReference guest)
            throws IOException, RpcException {
        DomainState found = state(client, guest);
        switch (found.state()) {
            case DomainState.PAUSED -> client.call(Domains.RESUME, guest);
            case DomainState.SHUT_OFF -> {
                if (!client.call(Domains.HAS_MANAGED_SAVE_IMAGE, DomainFlags.none(guest))) {
                    return Optional.of(
                            "it is shut off, and no saved memory of it is there: what it had in"
                                    + " memory is lost. Start it with 'virsh start'");
                }
                client.call(Domains.CREATE, guest);
            }
            default -> {
                // It runs, or another program works with it.
            }
        }
        DomainState state = state(client, guest);
        return switch (state.state()) {
            // A guest in sleep state went to sleep by itself.
            case DomainState.RUNNING, DomainState.BLOCKED, DomainState.PM_SUSPENDED ->
                    Optional.empty();
            default ->
                    Optional.of(
                            "it is %s; look at 'virsh domstate --reason %s'"
                                    .formatted(state.inWords(), guest.name()));
        };
    }

    @Override
    public List<String> setClocks(List<PreparedGuest> guests) {
        return eachOf(
                guests,
                "its clock may be wrong",
                (client, guest) ->
                        state(client, guest).isRunning()
                                ? new GuestClock(client, guest, clock).set()
                                : Optional.empty());
    }

    private static DomainState state(Client client, DomainReference guest)
            throws IOException, RpcException {
        return client.call(Domains.GET_STATE, DomainFlags.none(guest));
    }

    /// An action on a guest.
    private interface Deed {
        /// @return the problem; empty on success
        Optional<String> on(Client client, DomainReference guest) throws IOException, RpcException;
    }

    /// One after the other, each over its own connection: if libvirtd dies in between and is
    /// restarted, the others are not affected.
    private List<String> eachOf(List<PreparedGuest> guests, String otherwise, Deed deed) {
        List<String> failures = new ArrayList<>();
        for (PreparedGuest guest : guests) {
            one(guest, deed)
                    .ifPresent(why ->
                            failures.add(
                                    "guest %s: %s, %s".formatted(guest.name(), otherwise, why)));
        }
        return failures;
    }

    private Optional<String> one(PreparedGuest guest, Deed deed) {
        try (Client client = libvirtd.toAct()) {
            UUID uuid = UUID.fromString(guest.uuid());
            return deed.on(client, client.call(Domains.LOOKUP_BY_UUID, uuid));
        } catch (CallFailedException e) {
            return Optional.of(
                    "libvirtd answers to %s: %s".formatted(e.procedure().name(), e.getMessage()));
        } catch (IOException | RpcException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
