package dev.lungfish.daemon.wake;

import dev.lungfish.daemon.extension.LungfishProgram;
import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// The procedures, 20 to 39 of the program. Numbers never change their meaning; what a later
/// version adds gets new ones.
public final class WakeCalls {
    private static final XdrCodec<String> DOCUMENT =
            XdrCodec.string("document", RemoteLimits.STRING);
    private static final XdrCodec<Boolean> JSON = XdrCodec.bool("json");
    private static final XdrCodec<List<String>> SENTENCES =
            XdrCodec.of(
                    (encoder, sentences) ->
                            encoder.array(
                                    "sentences", sentences, WakeReport.PIECES, WakeReport.PIECE),
                    decoder -> decoder.array("sentences", WakeReport.PIECES, WakeReport.PIECE));

    /// Sends magic packets once.
    public static final Procedure<WakeOrder, WakeReport> WAKE =
            of(20, "lungfishWake", Access.WRITE, WakeOrder.CODEC, WakeReport.CODEC);

    /// Takes whom [#WAKE] takes; gives what of it answers, in words, or nothing in two seconds.
    public static final Procedure<String, List<String>> ANSWERS =
            of(
                    21,
                    "lungfishAnswers",
                    Access.WRITE,
                    XdrCodec.string("target", RemoteLimits.STRING),
                    SENTENCES);

    /// The cards and what they wake the host on, in JSON or for people.
    public static final Procedure<NicQuestion, String> CARDS =
            of(22, "lungfishWakeOnLan", Access.READ, NicQuestion.CODEC, DOCUMENT);

    /// Sets or restores modes; gives what was done.
    public static final Procedure<NicOrder, List<String>> SET_CARDS =
            of(23, "lungfishSetWakeOnLan", Access.WRITE, NicOrder.CODEC, SENTENCES);

    /// The wake devices, in JSON or for people.
    public static final Procedure<Boolean, String> DEVICES =
            of(24, "lungfishWakeDevices", Access.READ, JSON, DOCUMENT);

    /// Switches a device; gives what was done.
    public static final Procedure<DeviceOrder, List<String>> SWITCH_DEVICE =
            of(25, "lungfishSwitchWakeDevice", Access.WRITE, DeviceOrder.CODEC, SENTENCES);

    /// The hosts that are known, in JSON or for people.
    public static final Procedure<Boolean, String> HOSTS =
            of(26, "lungfishHosts", Access.READ, JSON, DOCUMENT);

    /// Takes what a host that is awake says of itself, as `lungfish.host-card/1`; gives the same of
    /// the host that answers.
    public static final Procedure<String, String> INTRODUCE =
            of(27, "lungfishIntroduce", Access.WRITE, DOCUMENT, DOCUMENT);

    /// A host is about to sleep; answered when this one will look after it.
    public static final Procedure<SleepingHost, NoValue> SLEEPING =
            of(28, "lungfishSleeping", Access.WRITE, SleepingHost.CODEC, XdrCodec.NONE);

    /// The hosts that said that they sleep, in JSON or for people.
    public static final Procedure<Boolean, String> SLEEPERS =
            of(29, "lungfishSleepers", Access.READ, JSON, DOCUMENT);

    /// Sends magic packets later; gives whom they are for.
    public static final Procedure<ScheduledWake, String> WAKE_LATER =
            of(30, "lungfishWakeLater", Access.WRITE, ScheduledWake.CODEC, DOCUMENT);

    private WakeCalls() {}

    private static <A, R> Procedure<A, R> of(
            int number, String name, Access access, XdrCodec<A> arguments, XdrCodec<R> result) {
        return new Procedure<>(LungfishProgram.PROGRAM, number, name, access, arguments, result);
    }
}
