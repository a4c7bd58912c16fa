package dev.lungfish.daemon.neighbour;

import dev.lungfish.agent.neighbour.HostIdentityJson;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.agent.neighbour.WakeTarget;
import dev.lungfish.agent.report.HostsReport;
import dev.lungfish.agent.report.SleepersReport;
import dev.lungfish.agent.report.WakeDevicesReport;
import dev.lungfish.agent.report.WakeOnLanReport;
import dev.lungfish.agent.wake.WakeDevices;
import dev.lungfish.agent.wake.WakeOnLanNics;
import dev.lungfish.agent.wake.WakeSwitchException;
import dev.lungfish.api.DeviceChange;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.SentPackets;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.WakeRoute;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakePassword;
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
import dev.lungfish.libvirt.server.Handler;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers what is asked of wake devices, Wake-on-LAN and neighbours.
///
/// @param clock the wall clock
record WakeProgram(
        HostLan lan,
        WakeOnLanNics cards,
        WakeDevices devices,
        HostInventory inventory,
        SleeperWatchdog deadMan,
        ScheduledWakes laterWakes,
        Supplier<Instant> clock) {
    /// Nobody promises more.
    private static final Duration LONGEST = Duration.ofDays(3660);

    /// Adds the procedures to our program.
    void addTo(Program.Builder program) {
        program.answer(WakeCalls.WAKE, refusing(this::wake))
                .answer(WakeCalls.WAKE_LATER, refusing(this::wakeLater))
                .answer(WakeCalls.ANSWERS, refusing(this::answers))
                .answer(WakeCalls.CARDS, refusing(this::cards))
                .answer(WakeCalls.SET_CARDS, refusing(this::setCards))
                .answer(WakeCalls.DEVICES, refusing(this::devices))
                .answer(WakeCalls.SWITCH_DEVICE, refusing(this::switchDevice))
                .answer(WakeCalls.HOSTS, refusing(this::hosts))
                .answer(WakeCalls.INTRODUCE, refusing(this::introduce))
                .answer(WakeCalls.SLEEPING, refusing(this::sleeping))
                .answer(WakeCalls.SLEEPERS, refusing(this::sleepers));
    }

    /// What answers a call.
    @FunctionalInterface
    private interface Work<A, R> {
        R on(A arguments) throws StateException, WakeSwitchException;
    }

    private static <A, R> Handler<A, R> refusing(Work<A, R> work) {
        return (connection, arguments) -> {
            try {
                return work.on(arguments);
            } catch (IllegalArgumentException e) {
                throw refused(ErrorCode.INVALID_ARGUMENT, e);
            } catch (StateException | WakeSwitchException e) {
                throw refused(ErrorCode.OPERATION_FAILED, e);
            }
        };
    }

    private static RpcException refused(ErrorCode code, Exception e) {
        return new RpcException(code, ErrorDomain.NONE, String.valueOf(e.getMessage()));
    }

    private WakeReport wake(WakeOrder order) throws StateException {
        WakeTarget target = target(order.target());
        SentPackets packets =
                lan.send(
                        target,
                        new WakeRoute(
                                Optional.ofNullable(order.port()),
                                Optional.ofNullable(order.broadcast()),
                                target.addresses()),
                        Optional.ofNullable(order.password()).map(WakePassword::parse));
        return WakeReport.of(target.name(), target.addresses(), packets);
    }

    private String wakeLater(ScheduledWake later) throws StateException {
        ScheduledWakes.Times times =
                new ScheduledWakes.Times(
                        Duration.ofMillis(later.afterMillis()),
                        Duration.ofMillis(later.everyMillis()),
                        Duration.ofMillis(later.untilMillis()));
        WakeTarget target = target(later.order().target());
        // A password or a route that is wrong is told now, and not to nobody later.
        Optional<WakePassword> password =
                Optional.ofNullable(later.order().password()).map(WakePassword::parse);
        WakeRoute route =
                new WakeRoute(
                        Optional.ofNullable(later.order().port()),
                        Optional.ofNullable(later.order().broadcast()),
                        target.addresses());
        laterWakes.add(target.name(), times, () -> lan.send(target, route, password));
        return target.name();
    }

    private List<String> answers(String word) throws StateException {
        return lan.answers(target(word)).map(ReasonText::sentence).stream().toList();
    }

    private WakeTarget target(String word) throws StateException {
        return lan.target(word, inventory.meantBy(word));
    }

    private String cards(NicQuestion question) throws WakeSwitchException {
        List<NicStatus> found = cards.look(Optional.ofNullable(question.name()));
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

    private String devices(boolean json) throws StateException {
        List<WakeDeviceStatus> found = devices.look();
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
                ? HostsReport.json(lan.card(), inventory.all())
                : HostsReport.text(lan.card(), inventory.all());
    }

    private String introduce(String document) throws StateException {
        HostIdentity card = HostIdentityJson.ofDocument(document);
        inventory.saw(card, Optional.empty(), clock.get());
        deadMan.seen(card, new NeighbourReason.HostSaidAwake());
        return HostIdentityJson.document(lan.card());
    }

    private NoValue sleeping(SleepingHost host) throws StateException {
        Optional<Duration> left = Optional.ofNullable(host.leftMillis()).map(Duration::ofMillis);
        if (left.filter(time -> time.isNegative() || time.compareTo(LONGEST) > 0).isPresent()) {
            throw new IllegalArgumentException(
                    "a sleep of 0 s to %d days expected, found %s"
                            .formatted(LONGEST.toDays(), left.get()));
        }
        HostIdentity card = HostIdentityJson.ofDocument(host.card());
        Instant now = clock.get();
        inventory.saw(card, Optional.empty(), now);
        deadMan.sleeping(
                new SleepNotice(card, host.request(), host.target(), now, left.map(now::plus)));
        return NoValue.NONE;
    }

    private String sleepers(boolean json) {
        return json
                ? SleepersReport.json(deadMan.watches())
                : SleepersReport.text(deadMan.watches());
    }
}
