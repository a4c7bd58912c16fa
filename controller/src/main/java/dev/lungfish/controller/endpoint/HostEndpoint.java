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
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerLimits;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.rpc.Calls;
import dev.lungfish.rpc.ServiceProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;

/// The open port. Its limits are those of the daemon. Safe for use by several threads.
public final class HostEndpoint implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Server server;

    private HostEndpoint(Server server) {
        this.server = server;
    }

    /// Who answers the calls.
    public record Answers(Callers callers, Enroller enroller, HostDecisions decisions) {
        private FleetService of(Connection connection) {
            return new ServedHost(connection.identity(), callers, enroller, decisions);
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
        TlsContext context = TlsContext.serverOfOurs(shown, certificates);
        Listener listener = new Listener.Tls(at, context, _ -> true, mostHosts);
        Program.Builder ours = Program.of(Calls.PROGRAM);
        Binding binding = new Binding(ours, answers);
        binding.compute(Calls.ENROL, FleetService::enrol);
        binding.compute(Calls.RENEW, (fleet, none) -> fleet.renew());
        binding.answer(Calls.CHECK_IN, FleetService::checkIn);
        binding.answer(Calls.ENTERING, FleetService::entering);
        return new HostEndpoint(
                Server.start(
                        ServerSettings.of(
                                        List.of(listener),
                                        List.of(
                                                RemoteProgram.begin((_, _, _) -> {}).build(),
                                                ours.build()))
                                .with(
                                        ServerLimits.DEFAULT.forHeap(
                                                Runtime.getRuntime().maxMemory()))
                                .with(observer)));
    }

    /// Where it is open.
    public SocketAddress address() throws IOException {
        return server.addresses().getFirst();
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
