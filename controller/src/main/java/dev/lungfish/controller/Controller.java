package dev.lungfish.controller;

import dev.lungfish.controller.authority.AuthorityFolder;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.controller.config.ControllerConfiguration;
import dev.lungfish.controller.config.MovesConfiguration;
import dev.lungfish.controller.consolidation.Consolidator;
import dev.lungfish.controller.consolidation.LibvirtHypervisors;
import dev.lungfish.controller.endpoint.HandshakeCount;
import dev.lungfish.controller.endpoint.HostEndpoint;
import dev.lungfish.controller.energy.EnergyLedger;
import dev.lungfish.controller.enrolment.Callers;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.FleetSettings;
import dev.lungfish.controller.fleet.Outside;
import dev.lungfish.controller.metrics.FleetMetrics;
import dev.lungfish.controller.metrics.HandshakeGauges;
import dev.lungfish.controller.metrics.TimedDecisions;
import dev.lungfish.controller.series.PoolSampler;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.server.HandshakeFigures;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.runtime.clock.Stopwatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A running controller. Safe for use by several threads.
public final class Controller implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(500);

    private final Store store;
    private final FleetAuthority authority;
    private final InstantSource clock;
    private final FleetLoop loop;
    private final HostEndpoint endpoint;
    private final ScheduledExecutorService timer;
    private final Enroller enroller;
    private final FleetMetrics metrics;
    private final EnergyLedger energy;
    private final Consolidator consolidator;
    private final PoolSampler sampler;

    private Controller(
            Store store,
            FleetAuthority authority,
            InstantSource clock,
            FleetLoop loop,
            Enroller enroller,
            HostEndpoint endpoint,
            FleetMetrics metrics,
            EnergyLedger energy,
            Consolidator consolidator) {
        this.metrics = metrics;
        this.energy = energy;
        this.consolidator = consolidator;
        sampler = new PoolSampler(loop, store, clock);
        this.store = store;
        this.authority = authority;
        this.clock = clock;
        this.loop = loop;
        this.enroller = enroller;
        this.endpoint = endpoint;
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("fleet-timer").factory());
    }

    /// What a controller is made with.
    ///
    /// @param log takes what a human is to be told at once
    public record Parts(
            InstantSource clock,
            FleetSettings fleet,
            Outside outside,
            Observer observer,
            Consumer<Reason> log) {}

    /// Starts one: opens the database, claims it, and serves hosts.
    ///
    /// @throws IOException where a file or the port can't be used
    public static Controller start(ControllerConfiguration configuration, Parts parts)
            throws IOException {
        Instant now = parts.clock().instant();
        StartPhases phases = new StartPhases();
        Shown shown = new Shown(configuration, now);
        Store store = Store.open(configuration.database());
        try {
            store.claim();
            phases.ended("database");
            FleetLoop loop =
                    new FleetLoop(
                            store,
                            parts.fleet(),
                            parts.outside(),
                            parts.clock(),
                            new SecureRandom(),
                            parts.log());
            EnergyLedger energy =
                    new EnergyLedger(
                            store,
                            parts.fleet().pools(),
                            parts.clock(),
                            loop::members,
                            parts.log());
            loop.watch(energy);
            // Before hosts can call: those of moves that go on stay awake.
            Consolidator consolidator = consolidator(configuration.moves(), store, loop, parts);
            phases.ended("hosts");
            FleetAuthority authority = shown.authority();
            phases.ended("authority");
            Enroller enroller = new Enroller(store, authority, parts.clock());
            FleetMetrics metrics = new FleetMetrics(version());
            HostEndpoint endpoint =
                    HostEndpoint.open(
                            configuration.listen(),
                            shown.credentials(),
                            new FleetCertificates(authority, parts.clock()),
                            new HostEndpoint.Answers(
                                    new Callers(store, parts.clock()),
                                    enroller,
                                    new TimedDecisions(loop, metrics),
                                    energy),
                            configuration.mostHosts(),
                            parts.observer());
            metrics.add(new HandshakeGauges(endpoint));
            Controller controller =
                    new Controller(
                            store,
                            authority,
                            parts.clock(),
                            loop,
                            enroller,
                            endpoint,
                            metrics,
                            energy,
                            consolidator);
            controller.begin(parts.log());
            phases.ended("port");
            parts.log().accept(phases.took());
            return controller;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Consolidator consolidator(
            MovesConfiguration moves, Store store, FleetLoop loop, Parts parts) {
        return new Consolidator(
                new Consolidator.Parts(
                        loop,
                        store,
                        new LibvirtHypervisors(
                                ClientSettings.DEFAULT, moves.copyDisks(), parts.clock()),
                        moves,
                        parts.clock(),
                        parts.log()));
    }

    /// The authority and what the port shows, made in a thread of its own: neither needs the
    /// database.
    private static final class Shown {
        private final FutureTask<FleetAuthority> opening;
        private final FutureTask<Credentials> making;

        Shown(ControllerConfiguration configuration, Instant now) {
            opening = new FutureTask<>(() -> Controller.authority(configuration.folder(), now));
            making = new FutureTask<>(() -> opening.get().shown(names(configuration), now));
            Thread _ =
                    Thread.ofPlatform()
                            .daemon()
                            .name("authority")
                            .start(() -> {
                                opening.run();
                                making.run();
                            });
        }

        FleetAuthority authority() throws IOException {
            return of(opening);
        }

        Credentials credentials() throws IOException {
            return of(making);
        }

        private static <T> T of(FutureTask<T> task) throws IOException {
            try {
                return task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the start was interrupted", e);
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException unusable -> throw unusable;
                    case RuntimeException broken -> throw broken;
                    case Error fatal -> throw fatal;
                    case null, default -> throw new IOException("the authority failed", e);
                }
            }
        }
    }

    private static String version() {
        return Optional.ofNullable(Controller.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
    }

    /// The authority of a controller's folder; made where there is none.
    public static FleetAuthority authority(Path folder, Instant now) throws IOException {
        return FleetAuthority.open(new AuthorityFolder(folder), now);
    }

    /// Under which names hosts reach it: those of the configuration, else where it listens, and
    /// that may be everywhere: then by this machine's name and all of its addresses.
    static List<String> names(ControllerConfiguration configuration) throws IOException {
        InetSocketAddress listen = configuration.listen();
        if (!configuration.names().isEmpty()) {
            return configuration.names();
        }
        if (!listen.getAddress().isAnyLocalAddress()) {
            return List.of(listen.getHostString());
        }
        List<String> names = new ArrayList<>();
        names.add(InetAddress.getLocalHost().getHostName());
        for (NetworkInterface port : NetworkInterface.networkInterfaces().toList()) {
            port.inetAddresses()
                    .filter(address -> !address.isLoopbackAddress())
                    .filter(address -> !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .map(text -> text.replaceFirst("%.*", ""))
                    .forEach(names::add);
        }
        return names;
    }

    private void begin(Consumer<Reason> log) {
        ScheduledFuture<?> _ =
                timer.scheduleWithFixedDelay(
                        () -> {
                            try {
                                Stopwatch watch = Stopwatch.start();
                                loop.tick();
                                consolidator.tick();
                                metrics.planned(watch.elapsed());
                                energy.pass();
                                sampler.tick();
                            } catch (RuntimeException e) {
                                // The next tick tries again: nothing was kept of this one.
                                log.accept(Reasoned.of(e));
                            }
                        },
                        TICK.toMillis(),
                        TICK.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    public Consolidator consolidator() {
        return consolidator;
    }

    /// Where hosts call.
    public SocketAddress address() throws IOException {
        return endpoint.address();
    }

    /// How hosts shook hands so far.
    public HandshakeCount handshakes() {
        return endpoint.handshakes();
    }

    /// What handshakes do now.
    public HandshakeFigures handshakeFigures() {
        return endpoint.figures();
    }

    public FleetAuthority authority() {
        return authority;
    }

    public FleetLoop loop() {
        return loop;
    }

    public FleetMetrics metrics() {
        return metrics;
    }

    public EnergyLedger energy() {
        return energy;
    }

    public Store store() {
        return store;
    }

    public Enroller enroller() {
        return enroller;
    }

    public Tokens tokens() {
        return new Tokens(store, authority.fingerprint(), clock);
    }

    /// Ends: hosts that call meanwhile are answered, and all that was answered is kept.
    @Override
    public void close() {
        consolidator.close();
        List<Runnable> _ = timer.shutdownNow();
        endpoint.close();
        try {
            loop.save();
            energy.save();
        } finally {
            store.close();
        }
    }
}
