package dev.lungfish.daemon.extension;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.ProgramNumber;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.rpc.Calls;
import java.util.List;

/// The procedures and the message of the program. Numbers never change their meaning; what a later
/// version adds gets new ones.
public final class LungfishProgram {
    /// The letters LUNG.
    public static final ProgramNumber PROGRAM = Calls.PROGRAM;

    /// The most lines of a journal that one message carries.
    public static final Limit LINES = new Limit("lines of a journal", 16_384);

    static final XdrCodec<String> LINE = XdrCodec.string("lines item", RemoteLimits.STRING);

    /// Answers when the request is accepted, or has ended before.
    public static final Procedure<SleepOrder, SleepAnswer> SUSPEND =
            of(1, "lungfishSuspend", Access.WRITE, SleepOrder.CODEC, SleepAnswer.CODEC);

    /// Answers when the request has ended.
    public static final Procedure<CancelOrder, CancelReport> CANCEL =
            of(2, "lungfishCancel", Access.WRITE, CancelOrder.CODEC, CancelReport.CODEC);

    public static final Procedure<NoValue, RequestStatus> STATUS =
            of(3, "lungfishStatus", Access.READ, XdrCodec.NONE, RequestStatus.CODEC);

    /// Takes how many sleeps are wanted at most, the newest; gives their lines, oldest first.
    public static final Procedure<Integer, List<String>> HISTORY =
            of(
                    4,
                    "lungfishHistory",
                    Access.READ,
                    XdrCodec.int32("most"),
                    XdrCodec.of(
                            (encoder, lines) -> encoder.array("lines", lines, LINES, LINE),
                            decoder -> decoder.array("lines", LINES, LINE)));

    /// Takes whether JSON is wanted; gives a document of docs/json.md, or text for people.
    public static final Procedure<Boolean, String> DOCTOR =
            of(
                    5,
                    "lungfishDoctor",
                    Access.READ,
                    XdrCodec.bool("json"),
                    XdrCodec.string("report", RemoteLimits.STRING));

    /// How the ways back of the host stand, in JSON or for people.
    public static final Procedure<Boolean, String> WAYS_BACK =
            of(
                    31,
                    "lungfishWaysBack",
                    Access.READ,
                    XdrCodec.bool("json"),
                    XdrCodec.string("report", RemoteLimits.STRING));

    /// From now on [#CHANGE] is sent, and the connection is kept while the host sleeps.
    public static final Procedure<NoValue, RequestStatus> SUBSCRIBE =
            of(6, "lungfishSubscribe", Access.READ, XdrCodec.NONE, RequestStatus.CODEC);

    public static final Procedure<NoValue, NoValue> UNSUBSCRIBE =
            of(7, "lungfishUnsubscribe", Access.READ, XdrCodec.NONE, XdrCodec.NONE);

    /// A request has come to another phase.
    public static final Event<RequestChange> CHANGE =
            new Event<>(PROGRAM, 100, "request change", RequestChange.CODEC);

    private LungfishProgram() {}

    private static <A, R> Procedure<A, R> of(
            int number, String name, Access access, XdrCodec<A> arguments, XdrCodec<R> result) {
        return new Procedure<>(PROGRAM, number, name, access, arguments, result);
    }
}
