package dev.lungfish.agent.service;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.engine.EngineReason;
import dev.lungfish.agent.engine.ProcedureListener;
import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.SleeperStore;
import dev.lungfish.agent.policy.SituationReader;
import dev.lungfish.agent.power.CpuControl;
import dev.lungfish.agent.power.ProfileByName;
import dev.lungfish.agent.wake.DisabledWakeups;
import dev.lungfish.agent.wakeups.Wakeups;
import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.CpuOrder;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.api.CpuReport;
import dev.lungfish.api.DeviceOrder;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.api.Explanation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.KnownHosts;
import dev.lungfish.api.NicOrder;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ScheduledWake;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.Settled;
import dev.lungfish.api.SleepListener;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.api.WakeReport;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.api.WakeupRequest;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.policy.Decider;
import dev.lungfish.core.policy.Decision;
import dev.lungfish.core.policy.Ladder;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A host that this process asks and puts to sleep itself, without a daemon. For one thread.
///
/// @param state where what changes the host is kept
/// @param seen where requests are looked at, and what else is kept
/// @param user who asks
public record LocalHost(ObservedHost host, StateDirectory state, StateDirectory seen, User user)
        implements HostSession {
    /// Long enough to see a load.
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private static final Duration STEP = Duration.ofMillis(100);

    /// Who asks, and how that user is told what belongs to no answer.
    ///
    /// @param name of the user
    /// @param root whether it is root, who alone can change this machine
    /// @param ownState whether the user named the state directory
    /// @param by in words, with the command that is run: `lungfish suspend`
    /// @param tell takes a sentence
    /// @param settled takes what became of what an earlier run had left open
    public record User(
            String name,
            boolean root,
            boolean ownState,
            UnaryOperator<String> by,
            Consumer<String> tell,
            Consumer<Settled> settled) {}

    @Override
    public Finished sleep(SleepOrder order, Cancellation cancellation, SleepListener listener) {
        SleepRequest request =
                order.completed(
                        newName(),
                        user.by()
                                .apply(
                                        order.purpose().proves()
                                                ? "lungfish prove"
                                                : "lungfish suspend"),
                        defaults(host.configuration()));
        Optional<Reason> refusal = whyNotAllowed();
        if (refusal.isPresent()) {
            return Finished.refused(request, refusal.get());
        }
        return host.engine(state)
                .run(
                        request,
                        cancellation,
                        new DisabledWakeups(
                                new Told(listener),
                                host.cards(state),
                                host.wakeDevices(state),
                                reason -> user.tell().accept(ReasonText.withRemedy(reason))));
    }

    /// Why this user can't put the host to sleep; empty where nothing is in the way.
    public Optional<Reason> whyNotAllowed() {
        return host.isLive() && !user.root()
                ? Optional.of(new EngineReason.OnlyRoot(user.name()))
                : Optional.empty();
    }

    /// A name for a request that no other request of any host has, short enough to be typed.
    private static String newName() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /// What a configuration decides where an order does not.
    public static SleepOrder.Defaults defaults(Configuration configuration) {
        return new SleepOrder.Defaults(configuration.delay(), configuration.onEarlyWake());
    }

    /// Brings what the engine tells to whoever waits.
    private record Told(SleepListener listener) implements ProcedureListener {
        @Override
        public void settled(Settled settled) {
            listener.settled(settled);
        }

        @Override
        public void entered(Phase phase) {
            listener.entered(phase);
        }

        @Override
        public void accepted(SleepRequest request, List<PlanStep> plan) {
            listener.accepted(request.id(), List.copyOf(plan));
        }

        @Override
        public void countingDown(Duration left) {
            listener.countingDown(left);
        }
    }

    @Override
    public void follow(Predicate<HostStatus> enough, Consumer<String> away)
            throws ServiceException {
        while (!enough.test(status())) {
            if (Pause.of(STEP, STEP, () -> false)) {
                return;
            }
        }
    }

    /// Its requests, after what a run that was ended left open is settled, where this user may.
    private LocalRequests requests() {
        RequestWatch watch = host.watch(seen);
        try {
            if (watch.isOpen()) {
                host.engine(seen).settle().ifPresent(user.settled());
            }
        } catch (StateException _) {
            // Whatever is asked next says the same of the same directory.
        }
        return new LocalRequests(watch, user.by().apply("lungfish cancel"));
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
        return requests().history(query);
    }

    @Override
    public Optional<Finished> ended(String request) throws ServiceException {
        return requests().ended(request);
    }

    @Override
    public DoctorReport doctor() {
        return host.doctor(seen);
    }

    @Override
    public WaysBack waysBack() {
        return host.engine(seen).waysBack();
    }

    private LocalWake wake(StateDirectory kept) {
        return new LocalWake(host.cards(kept), host.wakeDevices(kept));
    }

    @Override
    public List<NicStatus> cards(Optional<String> name) throws ServiceException {
        return wake(seen).cards(name);
    }

    @Override
    public List<Reason> setCards(NicOrder order) throws ServiceException {
        return wake(state).setCards(order);
    }

    @Override
    public List<WakeDeviceStatus> devices() throws ServiceException {
        return wake(seen).devices();
    }

    @Override
    public List<Reason> switchDevice(DeviceOrder order) throws ServiceException {
        return wake(state).switchDevice(order);
    }

    private LocalNeighbours neighbours() {
        return new LocalNeighbours(host.lan(), new HostInventory(seen));
    }

    @Override
    public WakeReport wake(WakeOrder order) throws ServiceException {
        return neighbours().wake(order);
    }

    @Override
    public String wakeLater(ScheduledWake later) throws ServiceException {
        throw new ServiceException(
                ServiceException.Kind.INVALID, "a daemon alone sends magic packets later");
    }

    @Override
    public Optional<Reason> answers(String target) throws ServiceException {
        return neighbours().answers(target);
    }

    @Override
    public KnownHosts hosts() throws ServiceException {
        return neighbours().hosts();
    }

    @Override
    public List<Watch> sleepers() throws ServiceException {
        return Failures.told(new SleeperStore(seen)::read);
    }

    @Override
    public CpuReport power() {
        return host.cpu(seen).report();
    }

    @Override
    public CpuOutcome setPower(CpuOrder order) throws ServiceException {
        CpuControl control = host.cpu(state).control();
        String by = user.name() + " by lungfish cpu " + order.action();
        return Failures.told(() ->
                switch (order) {
                    case CpuOrder.Change(CpuSettingRequest request) -> control.set(request, by);
                    case CpuOrder.UseProfile(String name) ->
                            control.set(
                                    ProfileByName.of(name, host.configuration().power().profiles()),
                                    by);
                    case CpuOrder.Restore _ -> control.restore();
                });
    }

    /// A first look, which knows nothing of before.
    @Override
    public Explanation policy() throws ServiceException {
        Ladder ladder = host.configuration().power().policy().ladder();
        if (ladder.rules().isEmpty()) {
            throw new ServiceException(
                    ServiceException.Kind.FAILED,
                    "there are no rules: write [[policy.rule]] into the configuration"
                            + " (docs/policy.md)");
        }
        Situation now =
                new SituationReader(host.tree(), host.guests(), ZoneId.systemDefault())
                        .lookTwice(BETWEEN);
        Decider decider = new Decider(ladder);
        user.tell().accept("no daemon runs: this is a first look, which knows nothing of before");
        return Explanation.of(decider, decider.decide(now, Decision.none()), now);
    }

    private LocalWakeups wakeups(StateDirectory kept) {
        return new LocalWakeups(Wakeups.of(host.tree(), kept), user.by().apply("lungfish wakeup"));
    }

    @Override
    public Wakeup addWakeup(WakeupRequest request) throws ServiceException {
        requireRootForWakeups();
        return wakeups(state).addWakeup(request);
    }

    @Override
    public WakeupReport wakeups() throws ServiceException {
        return wakeups(seen).wakeups();
    }

    @Override
    public Wakeup removeWakeup(String id) throws ServiceException {
        requireRootForWakeups();
        return wakeups(state).removeWakeup(id);
    }

    /// A user's own state directory means nothing to whoever puts this machine to sleep.
    private void requireRootForWakeups() throws ServiceException {
        if (host.isLive() && !user.ownState() && !user.root()) {
            throw new ServiceException(
                    ServiceException.Kind.FAILED,
                    "no daemon answers, and %s may not change the wakeups of this machine: run it with sudo"
                            .formatted(user.name()));
        }
    }

    @Override
    public void close() {}
}
