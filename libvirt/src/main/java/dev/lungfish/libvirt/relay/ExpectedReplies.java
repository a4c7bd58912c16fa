package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.FrameHeader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The calls of one client to libvirt's main program whose replies are not passed as others are.
/// There are as many as the client may have in work. Safe to use from any thread.
final class ExpectedReplies {
    /// Serials of calls for capabilities without a reply.
    private final Set<Integer> forCapabilities = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Integer closing;

    /// A call passes.
    void expect(FrameHeader call) {
        if (call.procedure() == Remote.GET_CAPABILITIES.number()) {
            forCapabilities.add(call.serial());
        } else if (isClose(call)) {
            closing = call.serial();
        }
    }

    static boolean isClose(FrameHeader call) {
        return RemoteCalls.isOfRemote(call) && call.procedure() == Remote.CLOSE.number();
    }

    /// Whether a reply is one with capabilities; asked once for each.
    boolean isForCapabilities(FrameHeader reply) {
        return RemoteCalls.isOfRemote(reply)
                && reply.procedure() == Remote.GET_CAPABILITIES.number()
                && forCapabilities.remove(reply.serial());
    }

    /// Whether the client has made its last call.
    boolean areLast() {
        return closing != null;
    }

    /// Whether nothing follows a reply: it is the one to the client's last call.
    boolean isLast(FrameHeader reply) {
        Integer number = closing;
        return number != null && number == reply.serial();
    }
}
