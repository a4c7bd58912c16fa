package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/// The answer to one call that its handler has not given yet.
final class PendingAnswer<R> implements Answer<R> {
    private final ServerConnection connection;
    private final FrameHeader call;
    private final XdrCodec<R> codec;
    private final AtomicBoolean given = new AtomicBoolean();

    PendingAnswer(ServerConnection connection, FrameHeader call, XdrCodec<R> codec) {
        this.connection = connection;
        this.call = call;
        this.codec = codec;
    }

    @Override
    public CompletionStage<Delivery> reply(R result) {
        ByteBuffer frame = Frame.encode(call.reply(MessageStatus.Known.OK), codec, result);
        if (!given.compareAndSet(false, true)) {
            throw new IllegalStateException("the call with " + call + " was answered already");
        }
        return send(frame);
    }

    @Override
    public CompletionStage<Delivery> fail(RpcError error) {
        if (!given.compareAndSet(false, true)) {
            throw new IllegalStateException("the call with " + call + " was answered already");
        }
        return send(Frame.error(call, error));
    }

    /// Answers with an error unless the handler answered before it failed.
    void failIfPending(RpcError error) {
        if (given.compareAndSet(false, true)) {
            send(Frame.error(call, error));
        }
    }

    private CompletionStage<Delivery> send(ByteBuffer frame) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        connection.reply(frame, delivery);
        connection.answered();
        connection.inWork().end();
        return delivery;
    }
}
