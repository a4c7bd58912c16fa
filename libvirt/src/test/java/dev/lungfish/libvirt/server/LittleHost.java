package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.DomainList;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.NodeInfo;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.SuspendArguments;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Answer.Delivery;
import dev.lungfish.libvirt.xdr.NoValue;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A host with one guest and little to tell, for tests.
final class LittleHost {
    static final NodeInfo INFO =
            new NodeInfo("AMD EPYC für Tests", 9_922_764, 2, 2_596, 1, 1, 2, 1);
    static final String CAPABILITIES =
            """
            <capabilities><host><cpu><arch>x86_64</arch></cpu>\
            <power_management><suspend_mem/></power_management></host></capabilities>
            """;
    static final DomainReference GUEST =
            new DomainReference(
                    "guest", UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"), -1);

    /// What was asked of it.
    final BlockingQueue<SuspendArguments> asked = new LinkedBlockingQueue<>();

    /// What became of its replies to that.
    final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    Program program() {
        return begin().build();
    }

    Program.Builder begin() {
        return RemoteProgram.begin(LittleHost::open)
                .answer(Remote.GET_TYPE, (connection, none) -> "Little")
                .answer(Remote.GET_VERSION, (connection, none) -> 1_002_003L)
                .answer(Remote.GET_LIB_VERSION, (connection, none) -> 9_000_000L)
                .answer(Remote.GET_HOSTNAME, (connection, none) -> "little.example.org")
                .answer(Remote.GET_URI, (connection, none) -> "little:///system")
                .answer(Remote.NODE_GET_INFO, (connection, none) -> INFO)
                .answer(Remote.GET_CAPABILITIES, (connection, none) -> CAPABILITIES)
                .answer(Remote.GET_MAX_VCPUS, (connection, type) -> 16)
                .answer(Remote.IS_SECURE, (connection, none) -> true)
                .answer(
                        Remote.LIST_ALL_DOMAINS,
                        (connection, wanted) ->
                                (wanted.flags() & 3) == 1
                                        ? new DomainList(List.of(), 0)
                                        : new DomainList(List.of(GUEST), 1))
                .answerLater(
                        Remote.NODE_SUSPEND_FOR_DURATION,
                        (connection, arguments, answer) -> suspend(arguments, answer));
    }

    private void suspend(SuspendArguments arguments, Answer<NoValue> answer) throws RpcException {
        if (arguments.durationSeconds() < 60) {
            throw new RpcException(
                    ErrorCode.INVALID_ARGUMENT,
                    ErrorDomain.NONE,
                    "Suspend duration is too short, must be at least 60 seconds");
        }
        asked.add(arguments);
        Thread.ofVirtual().start(() -> answer.reply(NoValue.NONE).thenAccept(deliveries::add));
    }

    private static void open(Connection connection, String name, boolean readOnly)
            throws RpcException {
        if (!name.isEmpty() && !name.matches("(little|qemu):///system")) {
            throw new RpcException(ErrorCode.NO_CONNECT, ErrorDomain.NONE, name);
        }
    }
}
