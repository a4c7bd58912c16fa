package dev.lungfish.bench.fleet;

import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.Calls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// A host that dials a controller for each call, from an address of its own, and sleeps by waiting.
/// For one thread.
final class LoadHost {
    /// After so long a host gives a call up, as the daemon does.
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// After a call that failed; twice as long after each further one.
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final int MOST_DOUBLED = 3;

    private static final ScheduledExecutorService PATIENCE =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("patience").factory());

    private static final int HOSTS_OF_NETWORK = 250;

    private final int number;
    private final HostIdentity identity;
    private final Credentials credentials;
    private final InetSocketAddress controller;
    private final Figures figures;

    /// Kept, so that sessions are resumed; made when it calls first.
    private Optional<TlsContext> tls = Optional.empty();

    private Epoch highest = Epoch.NONE;
    private long sleeps;
    private int failed;
    private boolean answered;
    private Optional<CheckIn.EndedLease> ended = Optional.empty();

    LoadHost(
            int number,
            String name,
            Credentials credentials,
            InetSocketAddress controller,
            Figures figures) {
        this.number = number;
        this.credentials = credentials;
        this.controller = controller;
        this.figures = figures;
        identity = identity(number, name);
    }

    /// The name of one of many hosts.
    static String name(int number) {
        return "host%05d.example".formatted(number);
    }

    private static HostIdentity identity(int number, String name) {
        int high = number / HOSTS_OF_NETWORK;
        int low = number % HOSTS_OF_NETWORK + 1;
        return new HostIdentity(
                name,
                List.of(
                        new NetworkPort(
                                "eth0",
                                MacAddress.parse("02:00:00:00:%02x:%02x".formatted(high, low)),
                                List.of(NetworkAddress.parse("10.0.%d.%d/24".formatted(high, low))),
                                true)));
    }

    /// Lives until its thread is interrupted.
    ///
    /// @param first after which time it calls first
    /// @param every after which time it calls again at the latest while it is awake
    void live(Duration first, Duration every) {
        try {
            Thread.sleep(first);
            CheckIn.Cause cause = CheckIn.Cause.STARTED;
            while (true) {
                cause = once(cause, every);
            }
        } catch (InterruptedException _) {
            return; // The run is over.
        }
    }

    private CheckIn.Cause once(CheckIn.Cause cause, Duration every) throws InterruptedException {
        Verdict verdict;
        long began = System.nanoTime();
        try {
            verdict = call(Calls.CHECK_IN, words(cause));
        } catch (IOException | RpcException _) {
            figures.failures.increment();
            Thread.sleep(spread(RETRY.multipliedBy(1L << Math.min(failed, MOST_DOUBLED)), 0.5, 1));
            failed++;
            return cause;
        }
        failed = 0;
        if (!answered) {
            answered = true;
            figures.first();
        }
        figures.took(System.nanoTime() - began);
        highest = verdict.epoch();
        ended = Optional.empty();
        switch (verdict) {
            case Verdict.Stay stay -> pause(stay.again(), every);
            case Verdict.Drain drain -> pause(drain.again(), every);
            case Verdict.Sleep sleep -> {
                return sleep(sleep.lease());
            }
        }
        return CheckIn.Cause.DUE;
    }

    private static void pause(Duration told, Duration most) throws InterruptedException {
        Thread.sleep(spread(told.compareTo(most) < 0 ? told : most, 0.9, 0.1));
    }

    private CheckIn.Cause sleep(Lease lease) throws InterruptedException {
        Entering notice =
                new Entering(
                        identity,
                        lease.id(),
                        Optional.of(lease.id()),
                        lease.target(),
                        Optional.of(lease.length()));
        try {
            if (!call(Calls.ENTERING, notice).lets(lease)) {
                return CheckIn.Cause.CHANGED;
            }
        } catch (IOException | RpcException _) {
            figures.failures.increment(); // It sleeps all the same.
        }
        figures.sleeps.increment();
        Thread.sleep(lease.length());
        sleeps++;
        ended =
                Optional.of(
                        new CheckIn.EndedLease(
                                lease.id(),
                                CheckIn.Ending.SLEPT,
                                ReceivedReason.uncoded("it slept")));
        return CheckIn.Cause.WOKE;
    }

    private CheckIn words(CheckIn.Cause cause) {
        return words(cause, identity, new CheckIn.Boot("boot-" + number, sleeps), highest, ended);
    }

    /// What one of many hosts says that has never slept.
    static CheckIn words(int number) {
        return words(
                CheckIn.Cause.DUE,
                identity(number, name(number)),
                new CheckIn.Boot("boot-" + number, 0),
                Epoch.NONE,
                Optional.empty());
    }

    private static CheckIn words(
            CheckIn.Cause cause,
            HostIdentity identity,
            CheckIn.Boot boot,
            Epoch highest,
            Optional<CheckIn.EndedLease> ended) {
        return new CheckIn(
                cause,
                identity,
                Optional.of("lungfish+tls://%s/system".formatted(identity.name())),
                boot,
                highest,
                ended,
                new CheckIn.Capacity(32, 1L << 38),
                new Situation(
                        ZonedDateTime.now(ZoneOffset.UTC),
                        OptionalInt.of(1),
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        Optional.of(Situation.PowerSource.MAINS),
                        OptionalInt.of(41),
                        List.of()),
                Optional.empty(),
                List.of(SleepTarget.MEM));
    }

    private static Duration spread(Duration time, double least, double more) {
        return Duration.ofNanos(
                (long)
                        (time.toNanos()
                                * (least + more * ThreadLocalRandom.current().nextDouble())));
    }

    private <A, R> R call(Procedure<A, R> procedure, A arguments) throws IOException, RpcException {
        prepare();
        try (SocketChannel channel = dial(controller);
                Limit _ = new Limit(channel)) {
            figures.dials.increment();
            TlsTransport transport = secure(channel, controller);
            try (Client client = Client.connect(transport, ClientSettings.DEFAULT.with(LIMIT))) {
                List<Integer> _ = client.call(Remote.AUTH_LIST);
                NoValue _ = client.call(Remote.OPEN, new OpenArguments("lungfish:///system", 0));
                return client.call(procedure, arguments);
            }
        }
    }

    /// Sends and gets back as many bytes as in a call, in as many turns.
    void echo(InetSocketAddress server, int[] turns) throws IOException {
        prepare();
        try (SocketChannel channel = dial(server)) {
            TlsTransport transport = secure(channel, server);
            for (int bytes : turns) {
                ByteBuffer out = ByteBuffer.allocate(bytes);
                while (out.hasRemaining()) {
                    int _ = transport.write(out);
                }
                ByteBuffer in = ByteBuffer.allocate(bytes);
                while (in.hasRemaining()) {
                    if (transport.read(in) < 0) {
                        throw new IOException("the echo ended");
                    }
                }
            }
        }
    }

    /// A host has made it long before it dials.
    private void prepare() throws IOException {
        if (tls.isEmpty()) {
            tls = Optional.of(TlsContext.clientThatResumes(credentials));
        }
    }

    /// Ends a connection when the patience of its host does.
    private record Limit(ScheduledFuture<?> end) implements AutoCloseable {
        Limit(SocketChannel channel) {
            this(
                    PATIENCE.schedule(
                            () -> {
                                channel.close();
                                return true;
                            },
                            LIMIT.toMillis(),
                            TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {
            boolean _ = end.cancel(false);
        }
    }

    private TlsTransport secure(SocketChannel channel, InetSocketAddress server)
            throws IOException {
        return TlsTransport.connect(
                new SocketTransport(channel, Transport.Kind.TCP),
                tls.orElseThrow(),
                "127.0.0.1",
                server.getPort(),
                true);
    }

    /// From an address of its own, as hosts of a fleet come.
    private SocketChannel dial(InetSocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open();
        byte[] from = {
            127, 1, (byte) (number / HOSTS_OF_NETWORK), (byte) (number % HOSTS_OF_NETWORK + 1)
        };
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
        boolean _ = channel.connect(server);
        return channel;
    }
}
