package dev.lungfish.daemon;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.agent.engine.SleepEngine;
import dev.lungfish.agent.policy.SituationReader;
import dev.lungfish.agent.wakeups.Wakeups;
import dev.lungfish.api.Finished;
import dev.lungfish.api.ReloadReport;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.daemon.client.SelfCall;
import dev.lungfish.daemon.contract.AdministrationProgram;
import dev.lungfish.daemon.contract.ContractProgram;
import dev.lungfish.daemon.contract.HostParts;
import dev.lungfish.daemon.extension.LungfishProgramHandlers;
import dev.lungfish.daemon.extension.PowerAnswers;
import dev.lungfish.daemon.extension.Subscribers;
import dev.lungfish.daemon.fleet.ControllerLink;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.metrics.Metrics;
import dev.lungfish.daemon.metrics.MetricsSource;
import dev.lungfish.daemon.metrics.Refusals;
import dev.lungfish.daemon.neighbour.Neighbourhood;
import dev.lungfish.daemon.policy.CpuPowerService;
import dev.lungfish.daemon.policy.HotplugWatch;
import dev.lungfish.daemon.policy.PolicyLoop;
import dev.lungfish.daemon.policy.RepeatingThread;
import dev.lungfish.daemon.relay.HostRelay;
import dev.lungfish.daemon.remote.HostProgram;
import dev.lungfish.daemon.remote.NodeSuspend;
import dev.lungfish.daemon.shared.SharedAnswers;
import dev.lungfish.daemon.sleep.DrainGate;
import dev.lungfish.daemon.sleep.ExternalSleepService;
import dev.lungfish.daemon.sleep.RunningRequest;
import dev.lungfish.daemon.sleep.Settlements;
import dev.lungfish.daemon.sleep.SleepLog;
import dev.lungfish.daemon.sleep.SleepService;
import dev.lungfish.daemon.sockets.ConnectionLog;
import dev.lungfish.daemon.sockets.PeerNumbers;
import dev.lungfish.daemon.sockets.Port;
import dev.lungfish.daemon.sockets.Ports;
import dev.lungfish.daemon.sockets.SocketPaths;
import dev.lungfish.daemon.sockets.StartCheck;
import dev.lungfish.daemon.state.StateCare;
import dev.lungfish.daemon.wakeups.WakeupProgram;
import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.systemd.Systemd;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// lungfishd: one host, its sleep engine, and the sockets of its clients. The map of the daemon.
public final class Daemon {
    /// How long clients have to take their last replies when the daemon ends.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ObservedHost host;
    private final StateDirectory state;
    private final SocketPaths places;
    private final Log log;
    private final Systemd systemd;
    private final Supplier<Instant> clock;
    private final ConnectionLog connections;
    private volatile Configuration configuration;

    private final StateCare care;
    private final SleepEngine engine;
    private final DrainGate drainGate;
    private final SleepService service;
    private final Subscribers subscribers;
    private final ExternalSleepService others;
    private final Neighbourhood neighbourhood;
    private final ControllerLink controller;
    private final CpuPowerService processors;
    private final Optional<PolicyLoop> policy;
    private final MetricsSource metrics;
    private final List<RepeatingThread> looking = new ArrayList<>();
    private Optional<Ports> ports = Optional.empty();
    private final List<Program> programs;
    private Optional<Server> server = Optional.empty();

    /// @param root of the recorded machine that the host is; empty for this one
    /// @param version of Lungfish, `0.1.0`
    /// @param reload has its settings read anew
    public Daemon(
            ObservedHost host,
            StateDirectory state,
            Optional<Path> root,
            Log log,
            Systemd systemd,
            String version,
            Supplier<ReloadReport> reload) {
        this.host = host;
        configuration = host.configuration();
        this.state = state;
        this.log = log;
        this.systemd = systemd;
        places = new SocketPaths(host.configuration().daemon(), root);
        care = new StateCare(state, log);
        engine = host.engine(state);
        RequestWatch watch = host.watch(state);
        HostClocks clocks = new HostClocks(host.tree());
        clock = () -> clocks.now().wall();
        subscribers = new Subscribers(clock);
        connections = new ConnectionLog(log, subscribers::remove, clock);
        neighbourhood = new Neighbourhood(host, state, clock, log);
        drainGate = new DrainGate(subscribers::contains, clocks::now, log);
        Refusals refusals = new Refusals(clock);
        controller =
                ControllerLink.of(
                        host, state, this::beginUnasked, drainGate::drain, clocks::now, log);
        service =
                new SleepService(
                        engine,
                        List.of(
                                new SleepLog(log),
                                refusals,
                                neighbourhood.shared(),
                                subscribers,
                                neighbourhood.observer(),
                                drainGate,
                                // Last: a controller may keep the host awake until then.
                                controller,
                                new RequestStatus(this::tell)),
                        log);
        others =
                new ExternalSleepService(
                        why -> {
                            int _ = drainGate.sendHome(why);
                        },
                        log);
        processors = new CpuPowerService(host.heldCpu(state), host.configuration().power(), log);
        policy = policy(processors);
        SharedAnswers known = neighbourhood.shared();
        HostParts parts = new HostParts(host, state, watch, neighbourhood, processors, policy, log);
        metrics = new MetricsSource(parts, refusals, clocks::now, version);
        HostRelay relay = HostRelay.of(host, log);
        programs =
                List.of(
                        new HostProgram(
                                        host,
                                        HostProgram.version(version),
                                        new NodeSuspend(host, service, watch),
                                        relay,
                                        relay)
                                .program(),
                        new LungfishProgramHandlers(host, watch, service, subscribers, known, clock)
                                .program(ours(parts, reload)));
    }

    private Optional<PolicyLoop> policy(CpuPowerService power) {
        SituationReader eyes =
                new SituationReader(host.tree(), host.guests(), ZoneId.systemDefault());
        return host.configuration().power().policy().decides()
                ? Optional.of(
                        new PolicyLoop(
                                host.configuration(), eyes::look, this::beginUnasked, power, log))
                : Optional.empty();
    }

    private Consumer<Program.Builder> ours(HostParts parts, Supplier<ReloadReport> reload) {
        return neighbourhood
                .program()
                .andThen(new WakeupProgram(Wakeups.of(host.tree(), state), log)::addTo)
                .andThen(new PowerAnswers(processors, policy)::addTo)
                .andThen(
                        new AdministrationProgram(
                                        this::clients,
                                        connections,
                                        reload,
                                        neighbourhood.others().inventory(),
                                        log)
                                ::addTo)
                .andThen(new ContractProgram(parts, service, subscribers)::addTo);
    }

    /// Begins a sleep that no client has asked for, so that none waits for an answer.
    private Optional<CompletableFuture<Finished>> beginUnasked(SleepRequest request) {
        return service.begin(request, _ -> CompletableFuture.completedFuture(List.of()))
                .map(RunningRequest::finished);
    }

    /// Settles what an earlier run left open, tests the RTC and opens the sockets. Sockets and
    /// ports that can't be opened yet are tried again.
    ///
    /// @throws StateException where another daemon has the state directory
    /// @throws IOException where another daemon has a socket of this machine
    public synchronized void start() throws StateException, IOException {
        log.event(new LogEvent.DaemonStarting(state.path(), host.isLive()));
        care.open();
        care.attempt(() -> engine.settle().ifPresent(settled -> Settlements.tell(settled, log)));
        processors.settle("what an earlier run has set");
        tellAtStart();
        neighbourhood.start();
        controller.start();
        for (Listener.Unix socket : places.listeners()) {
            socket.requireFree();
        }
        Server opened =
                Server.start(
                        ServerSettings.of(List.of(), programs)
                                .with(places.limits())
                                .with(drainGate)
                                .with(new PeerNumbers())
                                .with(connections));
        server = Optional.of(opened);
        drainGate.keep(opened);
        if (host.isLive()) {
            others.start(listener -> host.watchOthers(engine, state, listener));
        }
        Ports opening = new Ports(ports(opened), log);
        ports = Optional.of(opening);
        boolean _ = opening.look();
        new Rehearsal(places.socket(), configuration, log).run();
        log.event(new LogEvent.DaemonReady(opening.opened()));
        looking.add(RepeatingThread.start("ports", opening::look, Ports.EVERY, log));
        looking.add(
                RepeatingThread.start(
                        "hotplug", new HotplugWatch(processors)::look, HotplugWatch.EVERY, log));
        looking.add(RepeatingThread.start("memory", new IdleMemory()::look, IdleMemory.EVERY, log));
        policy.ifPresent(loop ->
                looking.add(
                        RepeatingThread.start(
                                "policy",
                                loop::look,
                                host.configuration().power().policy().every(),
                                log)));
        tell("READY=1\nSTATUS=No request runs");
    }

    private List<Port> ports(Server opened) {
        List<Port> all = new ArrayList<>(places.sockets(opened, log));
        all.addAll(places.ports(opened, () -> configuration.daemon(), log));
        all.addAll(
                Metrics.ports(
                        configuration.power().metrics(),
                        () -> configuration.power().metrics(),
                        metrics,
                        clock,
                        log));
        return all;
    }

    /// Takes what needs no new begin ([LiveSettings]), and shows the certificates that its files
    /// hold now to whoever connects from now on. Requests and connections go on.
    public ReloadReport renew(Configuration now) {
        configuration = now;
        ReloadReport renewed =
                ports.map(Ports::renew).orElseGet(() -> new ReloadReport(List.of(), List.of()));
        List<Reason> failed = new ArrayList<>(renewed.failed());
        failed.addAll(tellDoubts());
        return new ReloadReport(renewed.taken(), failed);
    }

    /// Lists of names that let nobody in.
    private List<Reason> tellDoubts() {
        List<Reason> doubts = StartCheck.allowLists(configuration);
        doubts.forEach(doubt -> log.event(new LogEvent.SettingDoubtful(doubt)));
        return doubts;
    }

    private List<Connection> clients() {
        return server.map(Server::connections).orElse(List.of());
    }

    /// Whether a request runs, which an end would cancel.
    public boolean isBusy() {
        return service.running().isPresent();
    }

    private void tellAtStart() {
        host.sleep()
                .targets()
                .forEach((target, support) ->
                        log.event(
                                new LogEvent.SleepTargetFound(
                                        target.spelling(),
                                        support.name().toLowerCase(Locale.ROOT))));
        List<Reason> _ = tellDoubts();
        tell("STATUS=Testing the RTC");
        care.attempt(() -> tell(engine.testRtc()));
    }

    /// Tests the RTC again where its test has got old or the RTC changed; not while a request runs.
    public void testRtc() {
        if (service.running().isPresent()) {
            return;
        }
        try {
            Optional<RtcTest> test = engine.testRtc();
            if (test.filter(RtcTest::passed).isEmpty()) {
                tell(test);
            }
        } catch (StateException e) {
            log.event(new LogEvent.RtcNotTested(Reasoned.of(e)));
        }
    }

    private void tell(Optional<RtcTest> test) {
        if (test.isEmpty()) {
            log.event(new LogEvent.NoReliableRtc());
        } else if (test.get().passed()) {
            log.event(
                    new LogEvent.RtcReliedOn(
                            test.get().fingerprint().device(),
                            test.get().at(),
                            test.get().finding()));
        } else {
            log.event(
                    new LogEvent.RtcTestFailed(
                            test.get().fingerprint().device(), test.get().finding()));
        }
    }

    /// Ends: cancels a request that counts down and waits until what it changed is undone, tells
    /// the clients, removes the sockets.
    ///
    /// @param why in words
    public void stop(String why) {
        tell("STOPPING=1\nSTATUS=Ending: " + why);
        end(why);
    }

    /// The same for a daemon that another one follows in this process.
    public synchronized void end(String why) {
        log.event(new LogEvent.DaemonEnding(why));
        service.close(why);
        others.close();
        neighbourhood.close();
        controller.close();
        looking.forEach(RepeatingThread::close);
        processors.settle("the daemon ends");
        ports.ifPresent(Ports::close);
        server.ifPresent(opened -> opened.close(CloseReason.END_OF_FILE, GRACE));
        server = Optional.empty();
        care.close();
        log.event(new LogEvent.DaemonEnded());
    }

    /// Tells the service manager that the daemon lives, where it answers itself by the way of its
    /// clients. One that does not is restarted, as it is of no use to anybody.
    ///
    /// @param patience for that answer
    public void live(Duration patience) {
        Path socket = places.socket();
        Optional<String> silent =
                isFull(socket) || notOpen(socket)
                        ? Optional.empty() // it would turn itself away, or told that it is closed
                        : new SelfCall(socket, patience).whyNotServed();
        if (silent.isEmpty()) {
            tell("WATCHDOG=1");
        } else {
            log.event(new LogEvent.DaemonNotAnswering(silent.get()));
        }
    }

    private boolean notOpen(Path socket) {
        return ports.filter(all -> all.isOpen(socket.toString())).isEmpty();
    }

    private boolean isFull(Path socket) {
        return server.filter(opened ->
                        opened.connections().stream()
                                        .filter(client ->
                                                client.listener().equals(socket.toString()))
                                        .count()
                                >= host.configuration().daemon().clients())
                .isPresent();
    }

    private void tell(String words) {
        systemd.tell(words)
                .ifPresent(failure -> log.event(new LogEvent.ServiceManagerNotNotified(failure)));
    }
}
