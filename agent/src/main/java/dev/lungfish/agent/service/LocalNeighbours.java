package dev.lungfish.agent.service;

import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.agent.neighbour.WakeTarget;
import dev.lungfish.api.KnownHosts;
import dev.lungfish.api.SentPackets;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.api.WakeReport;
import dev.lungfish.core.neighbour.WakeRoute;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.WakePassword;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What this host knows of others, and sends to them. Safe for use by several threads.
public record LocalNeighbours(HostLan lan, HostInventory inventory) {
    /// Understands whom somebody wants to wake.
    public WakeTarget target(String word) throws ServiceException {
        return Failures.told(() -> lan.target(word, inventory.meantBy(word)));
    }

    /// Sends magic packets once.
    public WakeReport wake(WakeOrder order) throws ServiceException {
        WakeTarget target = target(order.target());
        return new WakeReport(
                target.name(),
                target.addresses(),
                Failures.told(() -> sending(order, target).get()));
    }

    /// Checks an order now, so that what is wrong is not told to nobody later.
    ///
    /// @return sends the packets once
    public Supplier<SentPackets> sending(WakeOrder order, WakeTarget target) {
        Optional<WakePassword> password = order.password().map(WakePassword::parse);
        WakeRoute route = route(order, target);
        return () -> lan.send(target, route, password);
    }

    /// How many packets an order would cause now.
    public int packets(WakeOrder order, WakeTarget target) {
        return lan.wouldSend(target, route(order, target)).size();
    }

    private static WakeRoute route(WakeOrder order, WakeTarget target) {
        return new WakeRoute(order.port(), order.broadcast(), target.addresses());
    }

    /// What [#wake] would send.
    public List<Reason> wouldSend(WakeOrder order) throws ServiceException {
        WakeTarget target = target(order.target());
        return Failures.told(() -> lan.wouldSend(target, route(order, target)));
    }

    /// What of a host answers; empty where nothing does.
    public Optional<Reason> answers(String target) throws ServiceException {
        return lan.answers(target(target));
    }

    /// The hosts that are known.
    public KnownHosts hosts() throws ServiceException {
        return Failures.told(() -> new KnownHosts(lan.card(), inventory.all()));
    }
}
