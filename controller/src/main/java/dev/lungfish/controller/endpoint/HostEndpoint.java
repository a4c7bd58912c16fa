package dev.lungfish.controller.endpoint;

import dev.lungfish.api.FleetService;
import dev.lungfish.api.ServiceException;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.controller.enrolment.Callers;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Handler;
import dev.lungfish.libvirt.server.HandshakeFigures;
import dev.lungfish.libvirt.server.HandshakePace;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerLimits;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.libvirt.share.Startups;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.Calls;
import dev.lungfish.rpc.ServiceProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;

/// The open port. Safe for use by several threads.
///
/// Hosts dial for each call, so sessions are resumed by what the server keeps: a whole handshake
/// costs some five times as much, and one with a ticket that the client keeps nearly as much as a
/// whole one. **Source:** measured, docs/controller.md. Who calls is looked up for each call, so a
/// session gives nobody a say that was revoked ([Callers]).
public final class HostEndpoint implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);

    /// Longer than a host sleeps, and the JDK's own.
    private static final Duration SESSION = Duration.ofHours(24);

    /// A session that was resumed stays until newer ones take its place, so each host has room for
    /// some: without it a host that sleeps for minutes would find its own gone. Each takes less
    /// than a kilobyte, and gives way where the heap is full.
    private static final int SESSIONS_PER_HOST = 8;

    /// Hosts come at once after a failure of power or of the network, and many may share one
    /// address; as many as can shake hands before they give up may wait in line.
    private static final Startups STARTUPS = new Startups(512, 30, 2048, 1024);

    /// A host gives up ten seconds after its dial: what begins later than this would end too late.
    /// **Source:** `ControllerLink.CALL` of the daemon.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String TICKETS = "jdk.tls.server.enableSessionTicketExtension";

    static {
        if (System.getProperty(TICKETS) == null) {
            System.setProperty(TICKETS, "false");
        }
    }

    private final Server server;
    private final Handshakes handshakes;

    private HostEndpoint(Server server, Handshakes handshakes) {
        this.server = server;
        this.handshakes = handshakes;
    }

    /// Who answers the calls.
    public record Answers(
            Callers callers, Enroller enroller, HostDecisions decisions, MeterReadings meters) {
        private FleetService of(Connection connection) {
            return new ServedHost(connection.identity(), callers, enroller, decisions, meters);
        }
    }

    /// Opens the port.
    ///
    /// @param at port 0 for any free one
    /// @param shown the controller's certificate
    /// @param mostHosts how many may be connected at once
    /// @throws IOException where it can't be opened
    public static HostEndpoint open(
            InetSocketAddress at,
            Credentials shown,
            FleetCertificates certificates,
            Answers answers,
            int mostHosts,
            Observer observer)
            throws IOException {
        ServerLimits limits =
                ServerLimits.DEFAULT
                        .forHeap(Runtime.getRuntime().maxMemory())
                        .with(STARTUPS)
                        .with(HandshakePace.of(PATIENCE));
        return open(at, shown, certificates, answers, mostHosts, limits, observer);
    }

    /// The same with other limits.
    static HostEndpoint open(
            InetSocketAddress at,
            Credentials shown,
            FleetCertificates certificates,
            Answers answers,
            int mostHosts,
            ServerLimits limits,
            Observer observer)
            throws IOException {
        Handshakes handshakes = new Handshakes(certificates, observer);
        TlsContext context =
                TlsContext.serverOfOurs(
                        shown,
                        handshakes,
                        new TlsContext.Sessions(SESSIONS_PER_HOST * mostHosts, SESSION));
        Listener listener = new Listener.Tls(at, context, _ -> true, mostHosts);
        Program.Builder ours = Program.of(Calls.PROGRAM);
        Binding binding = new Binding(ours, answers);
        binding.compute(Calls.ENROL, FleetService::enrol);
        binding.compute(Calls.RENEW, (fleet, none) -> fleet.renew());
        binding.answer(Calls.CHECK_IN, FleetService::checkIn);
        binding.answer(Calls.ENTERING, FleetService::entering);
        binding.answer(
                Calls.METER,
                (fleet, reading) -> {
                    boolean _ = fleet.meter(reading);
                    return NoValue.NONE;
                });
        Server server =
                Server.start(
                        ServerSettings.of(
                                        List.of(listener),
                                        List.of(
                                                RemoteProgram.begin((_, _, _) -> {}).build(),
                                                ours.build()))
                                .with(limits)
                                .with(handshakes));
        return new HostEndpoint(server, handshakes);
    }

    /// Where it is open.
    public SocketAddress address() throws IOException {
        return server.addresses().getFirst();
    }

    /// How hosts shook hands so far.
    public HandshakeCount handshakes() {
        return handshakes.count();
    }

    /// What handshakes do now, and how many hosts were not let begin one.
    public HandshakeFigures figures() {
        return server.handshakes();
    }

    /// How long handshakes were computed so far, one added to the other.
    public Duration handshakeTime() {
        return handshakes.computed();
    }

    @Override
    public void close() {
        server.close(CloseReason.END_OF_FILE, GRACE);
    }

    /// What answers one call.
    @FunctionalInterface
    private interface Work<A, R> {
        R on(FleetService fleet, A arguments) throws ServiceException;
    }

    private record Binding(Program.Builder program, Answers answers) {
        <A, R> void answer(Procedure<A, R> procedure, Work<A, R> work) {
            program.answer(procedure, handler(work));
        }

        /// What signs.
        <A, R> void compute(Procedure<A, R> procedure, Work<A, R> work) {
            program.compute(procedure, handler(work));
        }

        private <A, R> Handler<A, R> handler(Work<A, R> work) {
            return (connection, arguments) -> {
                ServiceProgram.requireBounds(arguments);
                return carryOut(connection, arguments, work);
            };
        }

        private <A, R> R carryOut(Connection connection, A arguments, Work<A, R> work)
                throws RpcException {
            try {
                return work.on(answers.of(connection), arguments);
            } catch (ServiceException e) {
                throw ServiceProgram.refusal(e);
            }
        }
    }
}
