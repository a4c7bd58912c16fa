package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.remote.EventRegistration;
import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.LifecycleEvent;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.SuspendArguments;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.ProgramNumber;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The rules by which a server treats calls, as libvirtd does.
@Timeout(30)
class ProtocolTest {
    private static final ProgramNumber OWN = new ProgramNumber(0x4c464c46, 1);
    private static final Procedure<String, String> ECHO =
            new Procedure<>(
                    OWN,
                    1,
                    "echo",
                    Access.AUTHENTICATED,
                    XdrCodec.string("text", RpcError.STRING),
                    XdrCodec.string("text", RpcError.STRING));
    private static final Event<String> NEWS =
            new Event<>(OWN, 2, "news", XdrCodec.string("text", RpcError.STRING));

    @TempDir Path folder;

    @Test
    void answersWhatNeedsNoOpenConnection() throws IOException {
        try (RunningServer server = RunningServer.in(folder);
                Wire wire = server.connect()) {
            assertThat(wire.call(Remote.AUTH_LIST)).containsExactly(0);
            assertThat(wire.call(Remote.SUPPORTS_FEATURE, Feature.PROGRAM_KEEPALIVE.raw()))
                    .isEqualTo(1);
            assertThat(
                            wire.error(Remote.SUPPORTS_FEATURE, Feature.REMOTE_EVENT_CALLBACK.raw())
                                    .text())
                    .isEqualTo("internal error: hypervisor connection not open");
            assertThat(wire.error(Remote.GET_HOSTNAME, NoValue.NONE))
                    .extracting(RpcError::code, RpcError::message)
                    .containsExactly(1, "internal error: hypervisor connection not open");
        }
    }

    @Test
    void opensOnceAndTellsItsFeatures() throws IOException {
        try (RunningServer server = RunningServer.in(folder);
                Wire wire = server.connect().open()) {
            assertThat(wire.error(Remote.OPEN, new OpenArguments("qemu:///system", 0)).message())
                    .isEqualTo("internal error: connection already open");
            assertThat(wire.call(Remote.GET_HOSTNAME)).isEqualTo("little.example.org");
            for (Feature feature : Feature.values()) {
                int expected =
                        switch (feature) {
                            case TYPED_PARAM_STRING,
                                    PROGRAM_KEEPALIVE,
                                    REMOTE_EVENT_CALLBACK,
                                    REMOTE_CLOSE_CALLBACK ->
                                    1;
                            default -> 0;
                        };
                assertThat(wire.call(Remote.SUPPORTS_FEATURE, feature.raw()))
                        .as(feature.name())
                        .isEqualTo(expected);
            }
            assertThat(wire.call(Remote.SUPPORTS_FEATURE, 999)).isZero();
        }
    }

    @Test
    void refusesChangesWhereTheClientOpenedToLookOnly() throws IOException {
        try (RunningServer server = RunningServer.in(folder);
                Wire wire = server.connect()) {
            wire.call(Remote.OPEN, new OpenArguments("qemu:///system", 7));

            assertThat(wire.error(Remote.NODE_SUSPEND_FOR_DURATION, minute()))
                    .extracting(RpcError::code, RpcError::domain, RpcError::message)
                    .containsExactly(
                            29,
                            20,
                            "operation forbidden: read only access prevents"
                                    + " virNodeSuspendForDuration");
        }
        try (RunningServer server = RunningServer.in(folder);
                Wire wire = Wire.connect(server.readOnly)) {
            wire.call(Remote.OPEN, new OpenArguments("qemu:///system", 6));

            assertThat(wire.error(Remote.NODE_SUSPEND_FOR_DURATION, minute()).code()).isEqualTo(29);
        }
    }

    @Test
    void asksForAuthenticationBeforeAllElse() throws IOException {
        Authentication polkit =
                new Authentication() {
                    @Override
                    public AuthenticationType type(Connection connection) {
                        return AuthenticationType.POLKIT;
                    }

                    @Override
                    public void authenticate(Connection connection) {}
                };
        try (RunningServer server = RunningServer.in(folder, usual -> usual.with(polkit));
                Wire wire = server.connect()) {
            assertThat(wire.error(Remote.OPEN, new OpenArguments("qemu:///system", 0)))
                    .isEqualTo(RpcError.rpc("authentication required"));
            assertThat(wire.error(unknown(9_999), NoValue.NONE))
                    .isEqualTo(RpcError.unknownProcedure(9_999));
            assertThat(wire.call(Remote.AUTH_LIST)).containsExactly(2);
            assertThat(wire.call(Remote.AUTH_POLKIT)).isEqualTo(1);
            assertThat(wire.open().call(Remote.GET_HOSTNAME)).isEqualTo("little.example.org");
        }
    }

    @Test
    void treatsOddFramesAsLibvirtdDoes() throws IOException {
        try (RunningServer server = RunningServer.in(folder);
                Wire wire = server.connect().open()) {
            Procedure<NoValue, NoValue> elsewhere =
                    new Procedure<>(
                            new ProgramNumber(0x20008087, 1),
                            1,
                            "elsewhere",
                            Access.READ,
                            XdrCodec.NONE,
                            XdrCodec.NONE);
            assertThat(wire.error(elsewhere, NoValue.NONE))
                    .isEqualTo(RpcError.rpc("Cannot find program 536903815 version 1"));
            assertThat(wire.error(unknown(318), NoValue.NONE).message())
                    .isEqualTo("unknown procedure: 318");
            assertThat(wire.error(suspendWithoutArguments(), NoValue.NONE).message())
                    .isEqualTo(
                            "Unable to decode message payload: virNodeSuspendForDuration: 'target'"
                                    + " at byte 0 takes 4 bytes, and only 0 are left");

            for (int type : new int[] {1, 2, 3, 77}) {
                wire.send(typed(MessageType.of(type), MessageStatus.Known.OK));
            }
            wire.send(typed(MessageType.Known.CALL, MessageStatus.Known.ERROR));
            assertThat(wire.error().message()).isEqualTo("Unexpected message status 1");
            wire.send(Keepalive.PING.encode());
            assertThat(Keepalive.PONG.matches(wire.reply().header())).isTrue();

            wire.send(typed(MessageType.Known.CALL_WITH_DESCRIPTORS, MessageStatus.Known.OK));
            assertThat(wire.error().message()).startsWith("file descriptors cannot be passed");
            assertThat(wire.ended()).isTrue();
        }
    }

    @Test
    void closesAfterItsReplyToClose() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                Wire wire = server.connect().open()) {
            wire.call(Remote.CLOSE);

            assertThat(wire.next()).isEmpty();
            assertThat(server.gone.poll(5, TimeUnit.SECONDS)).isEqualTo("all was said");
        }
    }

    @Test
    void sendsEventsToWhoRegisteredForThem() throws IOException {
        try (RunningServer server = RunningServer.in(folder);
                Wire wire = server.connect().open()) {
            EventRegistration all = new EventRegistration(EventRegistration.LIFECYCLE, null);
            assertThat(wire.call(Remote.DOMAIN_EVENT_REGISTER, all)).isZero();
            assertThat(
                            wire.call(
                                    Remote.DOMAIN_EVENT_REGISTER,
                                    new EventRegistration(0, LittleHost.GUEST)))
                    .isEqualTo(1);
            assertThat(wire.error(Remote.DOMAIN_EVENT_REGISTER, all))
                    .extracting(RpcError::code, RpcError::message)
                    .containsExactly(8, "invalid argument: event callback already tracked");
            assertThat(
                            wire.error(
                                            Remote.DOMAIN_EVENT_REGISTER,
                                            new EventRegistration(27, null))
                                    .message())
                    .isEqualTo("internal error: unsupported event ID 27");

            server.server.publishLifecycle(LittleHost.GUEST, 2, 0);
            List<Integer> callbacks =
                    List.of(
                            wire.reply().payload(LifecycleEvent.CODEC).callbackId(),
                            wire.reply().payload(LifecycleEvent.CODEC).callbackId());
            assertThat(callbacks).containsExactlyInAnyOrder(0, 1);

            wire.call(Remote.DOMAIN_EVENT_DEREGISTER, 0);
            assertThat(wire.error(Remote.DOMAIN_EVENT_DEREGISTER, 0).code()).isEqualTo(1);
        }
    }

    @Test
    void carriesAnotherProgramOnTheSameConnection() throws Exception {
        Program own =
                Program.of(OWN)
                        .answer(
                                ECHO,
                                (connection, text) -> {
                                    connection.send(NEWS, "echoed " + text);
                                    return text;
                                })
                        .build();
        try (RunningServer server =
                        RunningServer.in(
                                folder,
                                usual ->
                                        new ServerSettings(
                                                usual.listeners(),
                                                List.of(usual.programs().getFirst(), own),
                                                usual.guard(),
                                                usual.authentication(),
                                                usual.peers(),
                                                usual.limits(),
                                                usual.observer()));
                Wire wire = server.connect()) {
            wire.send(ECHO, "hello");
            List<Frame> frames = List.of(wire.reply(), wire.reply());

            assertThat(frames)
                    .anySatisfy(frame -> assertThat(NEWS.matches(frame.header())).isTrue())
                    .anySatisfy(frame ->
                            assertThat(frame.header().type()).isEqualTo(MessageType.Known.REPLY));
        }
    }

    @Test
    void letsAGuardRefuseWhatIsPermittedOtherwise() throws IOException {
        RpcError busy = RpcError.rpc("the host goes to sleep");
        Guard guard =
                (connection, call) -> {
                    if (call instanceof Guard.Call.Own(var procedure)
                            && procedure.access() == Access.WRITE) {
                        throw new RpcException(busy);
                    }
                };
        try (RunningServer server = RunningServer.in(folder, usual -> usual.with(guard));
                Wire wire = server.connect().open()) {
            assertThat(wire.error(Remote.NODE_SUSPEND_FOR_DURATION, minute())).isEqualTo(busy);
        }
    }

    @Test
    void answersForAHandlerThatBroke() throws IOException {
        Program broken =
                RemoteProgram.begin((connection, name, readOnly) -> {})
                        .answer(
                                Remote.GET_HOSTNAME,
                                (connection, none) -> {
                                    throw new IllegalStateException("no name");
                                })
                        .answerLater(
                                Remote.GET_TYPE,
                                (connection, none, answer) -> {
                                    throw new IllegalStateException("no type");
                                })
                        .build();
        try (RunningServer server = RunningServer.in(folder, broken, usual -> usual);
                Wire wire = server.connect().open()) {
            assertThat(wire.error(Remote.GET_HOSTNAME, NoValue.NONE).message())
                    .isEqualTo("internal error: virConnectGetHostname failed: no name");
            assertThat(wire.error(Remote.GET_TYPE, NoValue.NONE).message()).contains("no type");
        }
    }

    @Test
    void tellsWhoConnects() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                Wire wire = server.connect().open()) {
            Connection connection = server.connected.poll(5, TimeUnit.SECONDS);

            assertThat(wire.socket.isOpen()).isTrue();
            assertThat(connection).isNotNull();
            assertThat(connection.identity())
                    .isInstanceOfSatisfying(
                            Identity.LocalProcess.class,
                            process ->
                                    assertThat(process.user())
                                            .isEqualTo(System.getProperty("user.name")));
        }
    }

    private static SuspendArguments minute() {
        return new SuspendArguments(SuspendArguments.MEMORY, 60, 0);
    }

    private static Procedure<NoValue, NoValue> unknown(int number) {
        return new Procedure<>(
                Remote.PROGRAM, number, "unknown", Access.READ, XdrCodec.NONE, XdrCodec.NONE);
    }

    private static Procedure<NoValue, NoValue> suspendWithoutArguments() {
        return unknown(Remote.NODE_SUSPEND_FOR_DURATION.number());
    }

    private static ByteBuffer typed(MessageType type, MessageStatus status) {
        FrameHeader header =
                new FrameHeader(
                        Remote.PROGRAM.number(), 1, Remote.GET_TYPE.number(), type, 7, status);
        return Frame.encode(header, XdrCodec.NONE, NoValue.NONE);
    }
}
