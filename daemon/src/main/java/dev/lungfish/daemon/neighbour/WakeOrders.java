package dev.lungfish.daemon.neighbour;

import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.agent.neighbour.WakeTarget;
import dev.lungfish.agent.service.LocalNeighbours;
import dev.lungfish.api.ScheduledWake;
import dev.lungfish.api.SentPackets;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.api.WakeReport;
import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.neighbour.WakeReach;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.LineLimit;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.libvirt.server.Identity;
import java.util.function.Supplier;

/// Sends magic packets for clients: for root everywhere and as many as it likes, for others within
/// the reach and the allowance that they have. Each order is logged with who gave it. Safe for use
/// by several threads.
final class WakeOrders {
    private final LocalNeighbours everywhere;
    private final LocalNeighbours within;
    private final ScheduledWakes later;
    private final PacketAllowance allowance;
    private final Log log;
    private final LineLimit refusals;

    WakeOrders(
            HostLan lan,
            HostInventory inventory,
            WakeReach reach,
            ScheduledWakes later,
            PacketAllowance allowance,
            Log log) {
        everywhere = new LocalNeighbours(lan, inventory);
        within = new LocalNeighbours(lan.within(reach), inventory);
        this.later = later;
        this.allowance = allowance;
        this.log = log;
        refusals = new LineLimit(log);
    }

    private LocalNeighbours of(Introducer by) {
        return by.isRoot() ? everywhere : within;
    }

    /// Sends once.
    WakeReport wake(Identity caller, WakeOrder order) throws ServiceException {
        Introducer by = Callers.of(caller);
        WakeTarget target = everywhere.target(order.target());
        try {
            SentPackets packets = counted(by, order, target).get();
            log.event(
                    new LogEvent.WakeOrdered(
                            target.name(),
                            Requester.who(caller),
                            packets.sent().size(),
                            packets.failed().size()));
            return new WakeReport(target.name(), target.addresses(), packets);
        } catch (IllegalArgumentException e) {
            throw refused(caller, target, e);
        }
    }

    /// Sends later, again and again.
    ///
    /// @return whom the packets are for
    String wakeLater(Identity caller, ScheduledWake wanted) throws ServiceException {
        Introducer by = Callers.of(caller);
        WakeTarget target = everywhere.target(wanted.order().target());
        try {
            later.add(
                    by,
                    target.name(),
                    new ScheduledWakes.Times(wanted.after(), wanted.every(), wanted.until()),
                    counted(by, wanted.order(), target));
            log.event(
                    new LogEvent.ScheduledWakeOrdered(
                            target.name(),
                            Requester.who(caller),
                            wanted.after(),
                            wanted.every(),
                            wanted.until()));
            return target.name();
        } catch (IllegalArgumentException e) {
            throw refused(caller, target, e);
        }
    }

    /// What is wrong with an order is told now; each sending counts when it takes place.
    private Supplier<SentPackets> counted(Introducer by, WakeOrder order, WakeTarget target) {
        Supplier<SentPackets> sending = of(by).sending(order, target);
        return () -> {
            allowance.take(by, of(by).packets(order, target));
            return sending.get();
        };
    }

    private ServiceException refused(
            Identity caller, WakeTarget target, IllegalArgumentException e) {
        if (e instanceof ReasonException why && refusals.mayTell()) {
            log.event(new LogEvent.WakeRefused(target.name(), Requester.who(caller), why.reason()));
        }
        return new ServiceException(ServiceException.Kind.INVALID, e);
    }
}
