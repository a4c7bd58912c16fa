package dev.lungfish.daemon.neighbour;

import dev.lungfish.agent.neighbour.HostIdentityJson;
import dev.lungfish.agent.report.HostsReport;
import dev.lungfish.agent.report.SleepersReport;
import dev.lungfish.agent.report.WakeDevicesReport;
import dev.lungfish.agent.report.WakeOnLanReport;
import dev.lungfish.agent.service.LocalNeighbours;
import dev.lungfish.agent.wake.WakeDevices;
import dev.lungfish.agent.wake.WakeOnLanNics;
import dev.lungfish.agent.wake.WakeSwitchException;
import dev.lungfish.api.DeviceChange;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.daemon.shared.SharedAnswers;
import dev.lungfish.daemon.wake.DeviceOrder;
import dev.lungfish.daemon.wake.NicOrder;
import dev.lungfish.daemon.wake.NicQuestion;
import dev.lungfish.daemon.wake.ScheduledWake;
import dev.lungfish.daemon.wake.SleepingHost;
import dev.lungfish.daemon.wake.WakeCalls;
import dev.lungfish.daemon.wake.WakeOrder;
import dev.lungfish.daemon.wake.WakeReport;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Handler;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.ServiceProgram;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers what is asked of wake devices, Wake-on-LAN and neighbours.
///
/// @param shared what all clients are answered
/// @param clock the wall clock
record WakeProgram(
        LocalNeighbours others,
        WakeOnLanNics cards,
        WakeDevices devices,
        WakeOrders orders,
        SharedAnswers shared,
        SleeperWatchdog deadMan,
        Supplier<Instant> clock,
        Log log) {
    /// Nobody promises more.
    private static final Duration LONGEST = Duration.ofDays(3660);

    /// Adds the procedures to our program.
    void addTo(Program.Builder program) {
        program.answer(WakeCalls.WAKE, refusingFor(this::wake))
                .answer(WakeCalls.WAKE_LATER, refusingFor(this::wakeLater))
                .answer(WakeCalls.ANSWERS, refusing(this::answers))
                .compute(WakeCalls.CARDS, refusing(this::cards))
                .compute(WakeCalls.SET_CARDS, refusing(changing(this::setCards)))
                .compute(WakeCalls.DEVICES, refusing(this::devices))
                .compute(WakeCalls.SWITCH_DEVICE, refusing(changing(this::switchDevice)))
                .compute(WakeCalls.HOSTS, refusing(this::hosts))
                .answer(WakeCalls.INTRODUCE, refusingFor(this::introduce))
                .answer(WakeCalls.SLEEPING, refusingFor(this::sleeping))
                .answer(WakeCalls.SLEEPERS, refusing(this::sleepers));
    }

    private static <A, R> Handler<A, R> refusing(Work<A, R> work) {
        return refusingFor((caller, arguments) -> work.on(arguments));
    }

    private static <A, R> Handler<A, R> refusingFor(WorkFor<A, R> work) {
        return (connection, arguments) -> {
            try {
                return work.on(connection, arguments);
            } catch (ServiceException e) {
                throw ServiceProgram.refusal(e);
            } catch (IllegalArgumentException e) {
                throw refused(ErrorCode.INVALID_ARGUMENT, e);
            } catch (StateException | WakeSwitchException e) {
                throw refused(ErrorCode.OPERATION_FAILED, e);
            }
        };
    }

    private <A, R> Work<A, R> changing(Work<A, R> work) {
        return arguments -> {
            try {
                return work.on(arguments);
            } finally {
                shared.forget();
            }
        };
    }

    private static RpcException refused(ErrorCode code, Exception e) {
        return new RpcException(code, ErrorDomain.NONE, String.valueOf(e.getMessage()));
    }

    private WakeReport wake(Connection caller, WakeOrder order) throws ServiceException {
        dev.lungfish.api.WakeReport report = orders.wake(caller.identity(), order(order));
        return WakeReport.of(report.name(), report.addresses(), report.packets());
    }

    private String wakeLater(Connection caller, ScheduledWake later) throws ServiceException {
        return orders.wakeLater(
                caller.identity(),
                new dev.lungfish.api.ScheduledWake(
                        order(later.order()),
                        Duration.ofMillis(later.afterMillis()),
                        Duration.ofMillis(later.everyMillis()),
                        Duration.ofMillis(later.untilMillis())));
    }

    private static dev.lungfish.api.WakeOrder order(WakeOrder order) {
        return new dev.lungfish.api.WakeOrder(
                order.target(),
                Optional.ofNullable(order.broadcast()),
                Optional.ofNullable(order.port()),
                Optional.ofNullable(order.password()));
    }

    private List<String> answers(String word) throws ServiceException {
        return others.answers(word).map(ReasonText::sentence).stream().toList();
    }

    private String cards(NicQuestion question) throws ServiceException {
        List<NicStatus> found = shared.cards(Optional.ofNullable(question.name()));
        return question.json() ? WakeOnLanReport.json(found) : WakeOnLanReport.text(found);
    }

    private List<String> setCards(NicOrder order) throws StateException, WakeSwitchException {
        if (order.modes() == null) {
            return ReasonText.each(cards.restore(Optional.ofNullable(order.name())));
        }
        if (order.name() == null) {
            throw new IllegalArgumentException("which interface's modes are to be set?");
        }
        return ReasonText.each(
                cards.set(
                        order.name(),
                        WakeOnLan.modesOfLetters(order.modes()),
                        Optional.ofNullable(order.password()).map(WakePassword::parse)));
    }

    private String devices(boolean json) throws ServiceException {
        List<WakeDeviceStatus> found = shared.devices();
        return json ? WakeDevicesReport.json(found) : WakeDevicesReport.text(found);
    }

    private List<String> switchDevice(DeviceOrder order)
            throws StateException, WakeSwitchException {
        return ReasonText.each(
                devices.change(
                        order.device(),
                        DeviceChange.of(order.change())
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "'%s': one of on, off, quiet, loud expected"
                                                        .formatted(order.change())))));
    }

    private String hosts(boolean json) throws StateException {
        return json
                ? HostsReport.json(others.lan().card(), others.inventory().all())
                : HostsReport.text(others.lan().card(), others.inventory().all());
    }

    private String introduce(Connection caller, String document) throws StateException {
        HostIdentity card = HostIdentityJson.ofDocument(document);
        claim(caller, card, clock.get());
        deadMan.seen(card, new NeighbourReason.HostSaidAwake());
        return HostIdentityJson.document(others.lan().card());
    }

    /// Nobody speaks for a host that another has introduced.
    private void claim(Connection caller, HostIdentity card, Instant now) throws StateException {
        try {
            others.inventory().introduced(card, Callers.of(caller.identity()), now);
        } catch (ReasonException e) {
            log.event(
                    new LogEvent.HostClaimRefused(
                            card.name(), Requester.who(caller.identity()), e.reason()));
            throw e;
        }
    }

    private NoValue sleeping(Connection caller, SleepingHost host) throws StateException {
        Optional<Duration> left = Optional.ofNullable(host.leftMillis()).map(Duration::ofMillis);
        if (left.filter(time -> time.isNegative() || time.compareTo(LONGEST) > 0).isPresent()) {
            throw new IllegalArgumentException(
                    "a sleep of 0 s to %d days expected, found %s"
                            .formatted(LONGEST.toDays(), left.get()));
        }
        HostIdentity card = HostIdentityJson.ofDocument(host.card());
        Instant now = clock.get();
        claim(caller, card, now);
        deadMan.sleeping(
                new SleepNotice(card, host.request(), host.target(), now, left.map(now::plus)));
        return NoValue.NONE;
    }

    private String sleepers(boolean json) {
        return json
                ? SleepersReport.json(deadMan.watches())
                : SleepersReport.text(deadMan.watches());
    }

    /// What answers a call.
    @FunctionalInterface
    private interface Work<A, R> {
        R on(A arguments) throws StateException, WakeSwitchException, ServiceException;
    }

    /// What answers a call in the name of its caller.
    @FunctionalInterface
    private interface WorkFor<A, R> {
        R on(Connection caller, A arguments)
                throws StateException, WakeSwitchException, ServiceException;
    }
}
