package dev.lungfish.rpc;

import dev.lungfish.api.HostService;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.bound.BoundCheck;
import dev.lungfish.core.bound.BoundReason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Program;
import java.util.Optional;
import java.util.function.Function;

/// Answers the calls of the contract by a [HostService].
public final class ServiceProgram {
    private ServiceProgram() {}

    /// What answers one call.
    @FunctionalInterface
    private interface Work<A, R> {
        R on(HostService host, A arguments) throws ServiceException;
    }

    /// Adds all procedures but those that need the connection itself: [Calls#SLEEP],
    /// [Calls#SUBSCRIBE] and [Calls#UNSUBSCRIBE].
    ///
    /// @param hosts the host as the client at a connection may use it
    public static void bind(Program.Builder program, Function<Connection, HostService> hosts) {
        Binding binding = new Binding(program, hosts);
        binding.later(Calls.CANCEL, HostService::cancel);
        binding.answer(Calls.STATUS, (host, none) -> host.status());
        binding.compute(Calls.HISTORY, HostService::history);
        binding.compute(Calls.ENDED, HostService::ended);
        binding.compute(Calls.DOCTOR, (host, none) -> host.doctor());
        binding.compute(Calls.WAYS_BACK, (host, none) -> host.waysBack());
        binding.compute(Calls.CARDS, HostService::cards);
        binding.compute(Calls.SET_CARDS, HostService::setCards);
        binding.compute(Calls.DEVICES, (host, none) -> host.devices());
        binding.compute(Calls.SWITCH_DEVICE, HostService::switchDevice);
        binding.answer(Calls.WAKE, HostService::wake);
        binding.answer(Calls.WAKE_LATER, HostService::wakeLater);
        binding.answer(Calls.ANSWERS, HostService::answers);
        binding.compute(Calls.HOSTS, (host, none) -> host.hosts());
        binding.answer(Calls.SLEEPERS, (host, none) -> host.sleepers());
        binding.compute(Calls.POWER, (host, none) -> host.power());
        binding.compute(Calls.SET_POWER, HostService::setPower);
        binding.answer(Calls.POLICY, (host, none) -> host.policy());
        binding.answer(Calls.ADD_WAKEUP, HostService::addWakeup);
        binding.answer(Calls.WAKEUPS, (host, none) -> host.wakeups());
        binding.answer(Calls.REMOVE_WAKEUP, HostService::removeWakeup);
    }

    private record Binding(Program.Builder program, Function<Connection, HostService> hosts) {
        <A, R> void answer(Procedure<A, R> procedure, Work<A, R> work) {
            program.answer(
                    procedure, (connection, arguments) -> carryOut(connection, arguments, work));
        }

        /// What reads many files, or a long past.
        <A, R> void compute(Procedure<A, R> procedure, Work<A, R> work) {
            program.compute(
                    procedure, (connection, arguments) -> carryOut(connection, arguments, work));
        }

        /// In a thread of its own: the client may call meanwhile.
        <A, R> void later(Procedure<A, R> procedure, Work<A, R> work) {
            program.answerLater(
                    procedure,
                    (connection, arguments, answer) ->
                            Thread.ofVirtual()
                                    .name(procedure.name() + " for " + connection.number())
                                    .start(() -> {
                                        try {
                                            answer.reply(carryOut(connection, arguments, work));
                                        } catch (RpcException e) {
                                            answer.fail(e.error());
                                        }
                                    }));
        }

        private <A, R> R carryOut(Connection connection, A arguments, Work<A, R> work)
                throws RpcException {
            requireBounds(arguments);
            try {
                return work.on(hosts.apply(connection), arguments);
            } catch (ServiceException e) {
                throw refusal(e);
            }
        }
    }

    /// Refuses what a client sends beyond a bound of the contract's records.
    ///
    /// @throws RpcException that names the field and its bound
    public static void requireBounds(Object arguments) throws RpcException {
        Optional<BoundReason> beyond =
                arguments instanceof Record order ? BoundCheck.first(order) : Optional.empty();
        if (beyond.isPresent()) {
            throw new RpcException(
                    CodedError.of(
                            ErrorCode.INVALID_ARGUMENT,
                            beyond.get(),
                            ReasonText.withRemedy(beyond.get())));
        }
    }

    /// What a client is told, with the reason.
    public static RpcException refusal(ServiceException e) {
        ErrorCode code =
                switch (e.kind()) {
                    case INVALID -> ErrorCode.INVALID_ARGUMENT;
                    case NOT_NOW -> ErrorCode.OPERATION_INVALID;
                    case FAILED, UNREACHABLE -> ErrorCode.OPERATION_FAILED;
                };
        return new RpcException(CodedError.of(code, e.reason(), e.why()));
    }
}
