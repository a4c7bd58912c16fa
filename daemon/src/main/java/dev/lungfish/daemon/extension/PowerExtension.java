package dev.lungfish.daemon.extension;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.XdrCodec;

/// The procedures of the processors' power and of the policy: 40 to 59.
public final class PowerExtension {
    /// Takes the format, `text`, `json` or `xml`; gives the document.
    public static final Procedure<String, String> POWER =
            new Procedure<>(
                    LungfishProgram.PROGRAM,
                    40,
                    "lungfishPower",
                    Access.READ,
                    XdrCodec.string("format", RemoteLimits.STRING),
                    XdrCodec.string("document", RemoteLimits.STRING));

    /// Takes whether JSON is wanted; tells which rule holds, why, and what would change it.
    public static final Procedure<Boolean, String> POLICY =
            new Procedure<>(
                    LungfishProgram.PROGRAM,
                    41,
                    "lungfishPolicy",
                    Access.READ,
                    XdrCodec.bool("json"),
                    XdrCodec.string("explanation", RemoteLimits.STRING));

    /// Sets the processors, or puts them back.
    public static final Procedure<CpuOrder, CpuAnswer> CPU =
            new Procedure<>(
                    LungfishProgram.PROGRAM,
                    42,
                    "lungfishCpu",
                    Access.WRITE,
                    CpuOrder.CODEC,
                    CpuAnswer.CODEC);

    private PowerExtension() {}
}
