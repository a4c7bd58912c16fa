package dev.lungfish.daemon.contract;

import dev.lungfish.agent.service.LocalHost;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepAnswer;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.daemon.extension.Subscribers;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.daemon.sleep.PromptAnswer;
import dev.lungfish.daemon.sleep.SleepService;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Answer;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.Calls;
import dev.lungfish.rpc.ServiceProgram;
import java.util.List;
import java.util.Optional;

/// Answers the calls of the contract.
///
/// @param service takes requests
/// @param subscribers are told of changes
public record ContractProgram(HostParts parts, SleepService service, Subscribers subscribers) {
    /// Adds the procedures to our program.
    public void addTo(Program.Builder program) {
        ServiceProgram.bind(program, connection -> new ServedHost(parts, connection));
        program.answerLater(Calls.SLEEP, this::sleep)
                .answer(Calls.SUBSCRIBE, (connection, none) -> subscribe(connection))
                .answer(
                        Calls.UNSUBSCRIBE,
                        (connection, none) -> {
                            subscribers.remove(connection);
                            return NoValue.NONE;
                        });
    }

    private HostStatus subscribe(Connection connection) throws RpcException {
        subscribers.add(connection);
        try {
            return new ServedHost(parts, connection).status();
        } catch (ServiceException e) {
            throw ServiceProgram.refusal(e);
        }
    }

    private void sleep(Connection connection, SleepOrder order, Answer<SleepAnswer> answer)
            throws RpcException {
        ServiceProgram.requireBounds(order);
        SleepRequest request =
                order.completed(
                        Requester.newRequest(),
                        Requester.inWords(connection, "lungfish suspend"),
                        LocalHost.defaults(parts.host().configuration()));
        PromptAnswer.begin(
                service,
                request,
                plan ->
                        answer.reply(
                                new SleepAnswer(request.id(), List.copyOf(plan), Optional.empty())),
                finished ->
                        answer.reply(
                                new SleepAnswer(request.id(), List.of(), Optional.of(finished))));
    }
}
