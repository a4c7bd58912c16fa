package dev.lungfish.daemon.wakeups;

import dev.lungfish.daemon.extension.LungfishProgram;
import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;

/// The procedures, 60 to 69 of the program. Numbers never change their meaning; what a later
/// version adds gets new ones.
public final class WakeupCalls {
    private static final XdrCodec<String> DOCUMENT =
            XdrCodec.string("document", RemoteLimits.STRING);

    /// Asks for a wakeup; gives it as `lungfish.wakeup/1`.
    public static final Procedure<WakeupCall, String> ADD =
            of(60, "lungfishWakeupAdd", Access.WRITE, WakeupCall.CODEC, DOCUMENT);

    /// Gives all that will wake the host, as `lungfish.wakeups/1`.
    public static final Procedure<NoValue, String> LIST =
            of(61, "lungfishWakeupList", Access.READ, XdrCodec.NONE, DOCUMENT);

    /// Takes a wakeup back, by its name; gives what it was, as `lungfish.wakeup/1`.
    public static final Procedure<String, String> REMOVE =
            of(
                    62,
                    "lungfishWakeupRemove",
                    Access.WRITE,
                    XdrCodec.string("id", RemoteLimits.STRING),
                    DOCUMENT);

    private WakeupCalls() {}

    private static <A, R> Procedure<A, R> of(
            int number, String name, Access access, XdrCodec<A> arguments, XdrCodec<R> result) {
        return new Procedure<>(LungfishProgram.PROGRAM, number, name, access, arguments, result);
    }
}
