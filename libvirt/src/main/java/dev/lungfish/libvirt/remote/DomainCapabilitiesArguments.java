package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// For which guests the capabilities of a host are requested. What is left out is as usual there.
///
/// **Source:** `struct remote_connect_get_domain_capabilities_args` in
/// `src/remote/remote_protocol.x`.
///
/// @param emulator the path of the program
/// @param virtualization `kvm`, `qemu`
public record DomainCapabilitiesArguments(
        @Nullable String emulator,
        @Nullable String architecture,
        @Nullable String machine,
        @Nullable String virtualization,
        int flags) {
    /// For guests that run by something.
    ///
    /// @param virtualization `kvm`, `qemu`
    public static DomainCapabilitiesArguments of(String virtualization) {
        return new DomainCapabilitiesArguments(null, null, null, virtualization, 0);
    }

    public static final XdrCodec<DomainCapabilitiesArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.optionalString("emulatorbin", value.emulator, RemoteLimits.STRING);
                        encoder.optionalString("arch", value.architecture, RemoteLimits.STRING);
                        encoder.optionalString("machine", value.machine, RemoteLimits.STRING);
                        encoder.optionalString(
                                "virttype", value.virtualization, RemoteLimits.STRING);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new DomainCapabilitiesArguments(
                                    decoder.optionalString("emulatorbin", RemoteLimits.STRING),
                                    decoder.optionalString("arch", RemoteLimits.STRING),
                                    decoder.optionalString("machine", RemoteLimits.STRING),
                                    decoder.optionalString("virttype", RemoteLimits.STRING),
                                    decoder.int32("flags")));
}
