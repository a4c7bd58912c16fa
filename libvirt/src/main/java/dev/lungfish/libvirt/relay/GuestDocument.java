package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The document by which a client defines a guest. It is searched as text, since libvirtd reads it
/// and refuses what is wrong.
final class GuestDocument {
    /// The channel's name, as virt-install makes it for `qemu:///` and for no other scheme.
    private static final String AGENT = "org.qemu.guest_agent.0";

    private static final Pattern NAME = Pattern.compile("<name>([^<]{1,256})</name>");
    private static final Pattern QEMU = Pattern.compile("<domain[^>]*type=['\"](kvm|qemu)['\"]");

    private GuestDocument() {}

    /// The name of the guest that it defines, if that is one of QEMU without a channel for an
    /// agent.
    static Optional<String> withoutAgent(Frame call) {
        try {
            XdrDecoder payload = call.payload();
            if (call.header().type() == MessageType.Known.CALL_WITH_DESCRIPTORS) {
                int _ = payload.int32("number of descriptors");
            }
            String document = payload.string("xml", RemoteLimits.STRING);
            Matcher name = NAME.matcher(document);
            return QEMU.matcher(document).find() && !document.contains(AGENT) && name.find()
                    ? Optional.of(name.group(1).strip())
                    : Optional.empty();
        } catch (XdrException e) {
            return Optional.empty(); // libvirtd answers that it can't read it
        }
    }
}
