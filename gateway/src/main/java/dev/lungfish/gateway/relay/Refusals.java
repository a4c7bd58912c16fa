package dev.lungfish.gateway.relay;

import dev.lungfish.core.text.ReasonText;
import dev.lungfish.gateway.decision.GatewayRefusal;
import dev.lungfish.gateway.protocol.ClientProtocol;
import dev.lungfish.gateway.protocol.HttpHead;
import dev.lungfish.gateway.protocol.WaitingPage;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.RpcError;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// What clients are told in their own protocol where they get no connection.
final class Refusals {
    /// When a browser asks again for a host that wakes.
    private static final Duration PAGE_RETRY = Duration.ofSeconds(3);

    /// When it is worth trying again after a refusal.
    private static final Duration RETRY = Duration.ofSeconds(30);

    private Refusals() {}

    /// What a person sees while a host wakes.
    static byte[] page(String host, HttpHead head) {
        return WaitingPage.waking(host, PAGE_RETRY, isHead(head));
    }

    private static boolean isHead(HttpHead head) {
        return head.method().equals("HEAD");
    }

    /// The answer to what a client has sent; empty where nothing can be said.
    ///
    /// @param sent what came of it
    static Optional<byte[]> answer(ClientProtocol protocol, GatewayRefusal why, ByteBuffer sent) {
        return switch (protocol) {
            case ANY -> Optional.empty();
            case HTTP ->
                    HttpHead.of(sent)
                            .map(head ->
                                    WaitingPage.refusal(
                                            ReasonText.sentence(why), RETRY, isHead(head)));
            case LIBVIRT -> libvirtError(why, sent);
        };
    }

    private static Optional<byte[]> libvirtError(GatewayRefusal why, ByteBuffer sent) {
        ByteBuffer bytes = sent.slice();
        if (bytes.remaining() < FrameHeader.SIZE || !Frame.mayHave(bytes.getInt(0))) {
            return Optional.empty();
        }
        ByteBuffer frame =
                Frame.error(
                        FrameHeader.read(bytes, 0),
                        RpcError.of(
                                ErrorCode.OPERATION_INVALID,
                                ErrorDomain.RPC,
                                ReasonText.sentence(why)));
        byte[] copy = new byte[frame.remaining()];
        frame.get(copy);
        return Optional.of(copy);
    }
}
