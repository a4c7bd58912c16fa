package dev.lungfish.daemon.contract;

import dev.lungfish.agent.service.LocalRequests;
import dev.lungfish.agent.service.LocalWakeups;
import dev.lungfish.agent.wakeups.Wakeups;
import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.CpuOrder;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.api.CpuReport;
import dev.lungfish.api.DeviceOrder;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.api.Explanation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.HostService;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.KnownHosts;
import dev.lungfish.api.NicOrder;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ScheduledWake;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.api.WakeReport;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.api.WakeupRequest;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.policy.PolicyLoop;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.daemon.wakeups.WakeupProgram;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.state.directory.StateException;
import java.util.List;
import java.util.Optional;

/// The host of the daemon, as the client at one connection uses it.
record ServedHost(HostParts parts, Connection connection) implements HostService {
    private String by(String command) {
        return Requester.inWords(connection, command);
    }

    private LocalRequests requests() {
        return new LocalRequests(parts.watch(), by("lungfish cancel"));
    }

    @Override
    public HostStatus status() throws ServiceException {
        return requests().status();
    }

    @Override
    public CancelAnswer cancel(Optional<String> request) throws ServiceException {
        return requests().cancel(request);
    }

    @Override
    public List<PastSleep> history(HistoryQuery query) throws ServiceException {
        return requests().history(query.onePage());
    }

    @Override
    public Optional<Finished> ended(String request) throws ServiceException {
        return requests().ended(request);
    }

    @Override
    public DoctorReport doctor() {
        return parts.neighbourhood().shared().doctor();
    }

    @Override
    public WaysBack waysBack() {
        return parts.neighbourhood().shared().waysBack();
    }

    @Override
    public List<NicStatus> cards(Optional<String> name) throws ServiceException {
        return parts.neighbourhood().shared().cards(name);
    }

    @Override
    public List<Reason> setCards(NicOrder order) throws ServiceException {
        try {
            return parts.neighbourhood().wake().setCards(order);
        } finally {
            parts.neighbourhood().shared().forget();
        }
    }

    @Override
    public List<WakeDeviceStatus> devices() throws ServiceException {
        return parts.neighbourhood().shared().devices();
    }

    @Override
    public List<Reason> switchDevice(DeviceOrder order) throws ServiceException {
        try {
            return parts.neighbourhood().wake().switchDevice(order);
        } finally {
            parts.neighbourhood().shared().forget();
        }
    }

    @Override
    public WakeReport wake(WakeOrder order) throws ServiceException {
        return parts.neighbourhood().wake(connection.identity(), order);
    }

    @Override
    public String wakeLater(ScheduledWake later) throws ServiceException {
        return parts.neighbourhood().wakeLater(connection.identity(), later);
    }

    @Override
    public Optional<Reason> answers(String target) throws ServiceException {
        return parts.neighbourhood().others().answers(target);
    }

    @Override
    public KnownHosts hosts() throws ServiceException {
        return parts.neighbourhood().others().hosts();
    }

    @Override
    public List<Watch> sleepers() {
        return parts.neighbourhood().sleepers();
    }

    @Override
    public CpuReport power() {
        return parts.processors().power().report();
    }

    @Override
    public CpuOutcome setPower(CpuOrder order) throws ServiceException {
        String by = by("lungfish cpu " + order.action());
        try {
            return switch (order) {
                case CpuOrder.Change(CpuSettingRequest request) ->
                        parts.processors().set(request, by);
                case CpuOrder.UseProfile(String name) ->
                        parts.processors().set(parts.processors().profile(name), by);
                case CpuOrder.Restore _ -> parts.processors().restore(by);
            };
        } catch (ReasonException e) {
            throw new ServiceException(ServiceException.Kind.INVALID, e);
        } catch (StateException e) {
            throw new ServiceException(ServiceException.Kind.FAILED, e);
        }
    }

    @Override
    public Explanation policy() throws ServiceException {
        return parts.policy()
                .flatMap(PolicyLoop::explain)
                .orElseThrow(() ->
                        new ServiceException(
                                ServiceException.Kind.NOT_NOW,
                                parts.policy().isEmpty()
                                        ? "the daemon has no policy: its configuration has no"
                                                + " [[policy.rule]]"
                                        : "the policy has not looked yet; ask again"));
    }

    private LocalWakeups kept() {
        return new LocalWakeups(
                Wakeups.of(parts.host().tree(), parts.state()), by("lungfish wakeup"));
    }

    @Override
    public Wakeup addWakeup(WakeupRequest request) throws ServiceException {
        Wakeup wakeup = kept().addWakeup(request);
        parts.log().event(WakeupProgram.added(wakeup));
        return wakeup;
    }

    @Override
    public WakeupReport wakeups() throws ServiceException {
        return kept().wakeups();
    }

    @Override
    public Wakeup removeWakeup(String id) throws ServiceException {
        Wakeup wakeup = kept().removeWakeup(id);
        parts.log().event(WakeupProgram.removed(wakeup, Requester.who(connection.identity())));
        return wakeup;
    }
}
