package dev.lungfish.daemon.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.DeviceChange;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What goes over the wire comes out as it went in.
class WakeRecordsTest {
    @Test
    void eachRecordComesOutAsItWentIn() throws XdrException {
        assertTravels(WakeOrder.CODEC, new WakeOrder("lab2", "192.0.2.255", "eth0", "192.0.2.7"));
        assertTravels(WakeOrder.CODEC, new WakeOrder("52:54:00:12:34:56", null, null, null));
        assertTravels(
                WakeReport.CODEC,
                new WakeReport(
                        "lab2", List.of("192.0.2.2"), List.of("a frame"), List.of("a datagram")));
        assertTravels(NicQuestion.CODEC, new NicQuestion(null, true));
        assertTravels(NicQuestion.CODEC, new NicQuestion("eth0", false));
        assertTravels(NicOrder.CODEC, new NicOrder("eth0", "gs", "00:11:22:33:44:55"));
        assertTravels(NicOrder.CODEC, new NicOrder(null, null, null));
        assertTravels(DeviceOrder.CODEC, DeviceOrder.of("lid", DeviceChange.QUIET));
        assertTravels(SleepingHost.CODEC, new SleepingHost("{}", "3f2a", "mem", 28_800_000L));
        assertTravels(SleepingHost.CODEC, new SleepingHost("{}", "3f2a", "mem", null));
        assertTravels(
                ScheduledWake.CODEC,
                new ScheduledWake(new WakeOrder("lab1", null, null, null), 1, 2, 3));
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(new WakeOrder("lab2", null, null, "192.0.2.7").toString())
                .doesNotContain("192.0.2.7");
        assertThat(new NicOrder("eth0", "s", "00:11:22:33:44:55").toString())
                .doesNotContain("00:11");
    }

    /// Numbers never change, and whoever may only look changes nothing.
    @Test
    void callsHaveTheirNumbersAndWhatChangesSomethingNeedsTheRight() {
        List<Procedure<?, ?>> calls =
                List.of(
                        WakeCalls.WAKE,
                        WakeCalls.ANSWERS,
                        WakeCalls.CARDS,
                        WakeCalls.SET_CARDS,
                        WakeCalls.DEVICES,
                        WakeCalls.SWITCH_DEVICE,
                        WakeCalls.HOSTS,
                        WakeCalls.INTRODUCE,
                        WakeCalls.SLEEPING,
                        WakeCalls.SLEEPERS);

        assertThat(calls)
                .extracting(Procedure::number)
                .containsExactly(20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
        assertThat(calls)
                .filteredOn(call -> call.access() == Access.READ)
                .extracting(Procedure::number)
                .containsExactly(22, 24, 26, 29);
    }

    private static <T> void assertTravels(XdrCodec<T> codec, T value) throws XdrException {
        XdrEncoder encoder = new XdrEncoder();
        codec.encode(encoder, value);
        XdrDecoder decoder = new XdrDecoder(encoder.toByteArray());

        assertThat(codec.decode(decoder)).isEqualTo(value);
        assertThat(decoder.remaining()).isZero();
    }
}
