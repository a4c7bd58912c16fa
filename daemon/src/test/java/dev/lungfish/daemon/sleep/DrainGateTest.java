package dev.lungfish.daemon.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.extension.LungfishProgram;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Downstream;
import dev.lungfish.libvirt.server.Guard;
import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.libvirt.server.Upstream;
import dev.lungfish.libvirt.share.ClientShares;
import dev.lungfish.libvirt.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrainGateTest {
    private static final SleepRequest REQUEST =
            SleepRequest.to(SleepTarget.MEM)
                    .named("3f2a")
                    .by("root by hand")
                    .lasting(Duration.ofHours(8))
                    .build();

    private Moment now = new Moment(Duration.ofHours(1), Duration.ofHours(1), Instant.EPOCH);
    private final DrainGate drainGate =
            new DrainGate(
                    connection -> false, () -> now, new Log(line -> {}, true, () -> Instant.EPOCH));

    @Test
    void letsAllWorkPassWhileNothingIsNear() {
        assertThatCode(() ->
                        drainGate.check(new Nobody(), new Guard.Call.Own(Remote.NODE_GET_INFO)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesNewWorkWithTheReasonWhileTheHostGetsReady() {
        drainGate.quiesced(REQUEST);

        for (Procedure<?, ?> procedure :
                List.of(Remote.NODE_GET_INFO, Remote.NODE_SUSPEND_FOR_DURATION)) {
            assertThatThrownBy(() -> drainGate.check(new Nobody(), new Guard.Call.Own(procedure)))
                    .isInstanceOf(RpcException.class)
                    .hasMessage(
                            "Requested operation is not valid: the host is going to sleep (mem for"
                                + " 8 h, request 3f2a, by root by hand): connect again when it is"
                                + " awake");
        }
    }

    @Test
    void letsClientsComeAndGoAndWatchMeanwhile() {
        drainGate.quiesced(REQUEST);

        for (Procedure<?, ?> procedure :
                List.of(
                        Remote.AUTH_LIST,
                        Remote.OPEN,
                        Remote.CLOSE,
                        Remote.UNREGISTER_CLOSE_CALLBACK,
                        LungfishProgram.STATUS,
                        LungfishProgram.CANCEL)) {
            assertThatCode(() -> drainGate.check(new Nobody(), new Guard.Call.Own(procedure)))
                    .as(procedure.name())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void letsWorkPassAgainAfterTheSleep() {
        drainGate.quiesced(REQUEST);
        drainGate.resumed(REQUEST);

        assertThatCode(() ->
                        drainGate.check(new Nobody(), new Guard.Call.Own(Remote.NODE_GET_INFO)))
                .doesNotThrowAnyException();
    }

    @Test
    void letsWorkPassWhileTheSleepIsStillBeingUndone() {
        drainGate.quiesced(REQUEST);
        drainGate.entered(REQUEST, Phase.ASLEEP);
        drainGate.entered(REQUEST, Phase.RESUMED);
        drainGate.entered(REQUEST, Phase.UNDOING);

        assertThatCode(() ->
                        drainGate.check(new Nobody(), new Guard.Call.Own(Remote.NODE_GET_INFO)))
                .doesNotThrowAnyException();
    }

    @Test
    void letsWorkPassWhileTheHostIsAwakeForAWakeup() {
        drainGate.entered(REQUEST, Phase.QUIESCING);
        drainGate.entered(REQUEST, Phase.STAYING);

        assertThatCode(() ->
                        drainGate.check(new Nobody(), new Guard.Call.Own(Remote.NODE_GET_INFO)))
                .doesNotThrowAnyException();
    }

    @Test
    void seesByTheClocksThatTheHostIsBackBeforeWhoeverLetItSleepIs() {
        drainGate.quiesced(REQUEST);
        drainGate.entered(REQUEST, Phase.ASLEEP);
        passes(Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThatThrownBy(() ->
                        drainGate.check(new Nobody(), new Guard.Call.Own(Remote.NODE_GET_INFO)))
                .as("two seconds on the way into the sleep")
                .isInstanceOf(RpcException.class);

        passes(Duration.ofMinutes(1), Duration.ofMillis(10));

        assertThatCode(() ->
                        drainGate.check(new Nobody(), new Guard.Call.Own(Remote.NODE_GET_INFO)))
                .as("a minute later, of which it was awake for 10 ms")
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"QUIESCING", "ARMING", "ASLEEP"})
    void refusesWorkAgainBeforeTheNextSleepOfTheSameRequest(Phase phase) {
        drainGate.quiesced(REQUEST);
        drainGate.entered(REQUEST, Phase.ASLEEP);
        passes(Duration.ofMinutes(1), Duration.ZERO);
        drainGate.entered(REQUEST, Phase.RESUMED);

        drainGate.entered(REQUEST, phase);

        assertThatThrownBy(() ->
                        drainGate.check(new Nobody(), new Guard.Call.Own(Remote.NODE_GET_INFO)))
                .isInstanceOf(RpcException.class);
    }

    @Test
    void waitsForACallThatMayStartAGuestBeforeItLetsTheHostSleep() throws Exception {
        Working client = new Working(1);
        drainGate.check(client, new Guard.Call.Relayed(CREATE));
        CompletableFuture<Void> quiesced =
                CompletableFuture.runAsync(() -> drainGate.quiesced(REQUEST));
        await(client.asked);

        assertThat(quiesced).isNotDone();
        assertThatThrownBy(() -> drainGate.check(client, new Guard.Call.Relayed(CREATE)))
                .isInstanceOf(RpcException.class);
        client.calls.set(0);

        quiesced.get(30, TimeUnit.SECONDS);
    }

    @Test
    void refusesTheSleepWhereSuchACallIsNotAnswered() throws Exception {
        DrainGate impatient =
                new DrainGate(
                        connection -> false,
                        () -> now,
                        new Log(line -> {}, true, () -> Instant.EPOCH),
                        Duration.ofMillis(50));
        impatient.check(new Working(1), new Guard.Call.Relayed(CREATE));

        assertThatThrownBy(() -> impatient.quiesced(REQUEST))
                .isInstanceOfSatisfying(
                        ReasonException.class,
                        refusal ->
                                assertThat(refusal.reason().code()).isEqualTo("calls-unanswered"));
    }

    @Test
    void letsNoGuestComeWhileTheHostIsEmptiedAndAllElsePass() throws Exception {
        drainGate.drain(Optional.of(new NeighbourReason.HostSaidAwake()));

        assertThatThrownBy(() -> drainGate.check(new Nobody(), new Guard.Call.Relayed(CREATE)))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("is being emptied")
                .hasMessageContaining("start the guest on another host");
        drainGate.check(new Nobody(), new Guard.Call.Relayed(call(305))); // migrate perform
        drainGate.check(new Nobody(), new Guard.Call.Own(Remote.NODE_GET_INFO));

        drainGate.drain(Optional.empty());
        drainGate.check(new Nobody(), new Guard.Call.Relayed(CREATE));
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static final FrameHeader CREATE = call(9); // domain create

    private static FrameHeader call(int procedure) {
        return new FrameHeader(
                Remote.PROGRAM.number(),
                1,
                procedure,
                MessageType.Known.CALL,
                3,
                MessageStatus.Known.OK);
    }

    private void passes(Duration time, Duration awake) {
        now = new Moment(now.sinceBoot().plus(time), now.awake().plus(awake), now.wall());
    }

    /// A client whose calls are not answered yet.
    private static final class Working extends Nobody {
        private final AtomicInteger calls;
        private final CountDownLatch asked = new CountDownLatch(1);

        Working(int calls) {
            this.calls = new AtomicInteger(calls);
        }

        @Override
        public int callsInWork() {
            asked.countDown();
            return calls.get();
        }
    }

    /// A client that nothing is known of.
    private static class Nobody implements Connection {
        @Override
        public Downstream relayTo(Upstream upstream) {
            throw new UnsupportedOperationException("nothing is relayed here");
        }

        @Override
        public long number() {
            return 1;
        }

        @Override
        public String listener() {
            return "here";
        }

        @Override
        public Transport.Kind kind() {
            return Transport.Kind.UNIX;
        }

        @Override
        public ClientShares shares() {
            throw new UnsupportedOperationException("it holds nothing");
        }

        @Override
        public Identity identity() {
            return new Identity.Anonymous("nowhere");
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public Optional<String> opened() {
            return Optional.of("");
        }

        @Override
        public boolean closed() {
            return false;
        }

        @Override
        public <T> boolean send(Event<T> event, T value) {
            return true;
        }

        @Override
        public void close(String reason) {}
    }
}
