package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.server.Passage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Libvirtd's frames on their way to a client. For the thread of a loop.
final class ReplyWay {
    private final RelayedClient owner;
    private final Passage client;
    private final LoopedClient both;
    private final OneWay way;

    /// Whether the right to write to the client is ours.
    private boolean mine;

    /// Another thread writes to the client.
    private boolean busy;

    /// Another thread changes capabilities.
    private boolean changing;

    private boolean stalled;

    /// Replies that the client has not taken yet.
    private int replies;

    /// Capabilities that come in parts.
    private @Nullable ByteBuffer document;

    /// Nothing behind a frame is read with it, as file descriptors may follow.
    private boolean exact;

    private boolean last;
    private boolean over;

    ReplyWay(RelayedClient owner, Passage client, LoopedClient both) {
        this.owner = owner;
        this.client = client;
        this.both = both;
        way = new OneWay(client.shares().replies());
    }

    boolean reads() {
        return !over && !busy && !changing && !way.isWaiting();
    }

    boolean isWaiting() {
        return way.isWaiting();
    }

    void expectDescriptors() {
        exact = true;
        settle();
    }

    void read() {
        boolean dropped = false;
        if (!mine) {
            switch (client.enter(() -> both.execute(this::free))) {
                case MINE -> mine = true;
                case BUSY -> {
                    busy = true;
                    both.watch();
                    return;
                }
                case OVER -> dropped = true;
            }
        }
        ByteBuffer bytes = both.loop().buffer().clear();
        bytes.put(way.takeUndecided());
        if (exact) {
            int due = way.insideFrame() ? way.left() : FrameHeader.SIZE;
            bytes.limit(Math.min(bytes.capacity(), due));
        }
        int count;
        try {
            count = both.libvirtdSocket().receive(bytes);
        } catch (IOException e) {
            lost(RelayedClient.broke(e));
            return;
        }
        if (count < 0) {
            lost(RelayedClient.ENDED);
        } else if (!dropped) {
            pass(bytes.flip());
        }
    }

    private void free() {
        busy = false;
        both.watch();
    }

    private void pass(ByteBuffer bytes) {
        int at;
        try {
            at = cut(bytes);
        } catch (IOException e) {
            lost(RelayedClient.broke(e));
            return;
        }
        try {
            way.setAside(bytes, at);
        } catch (IOException e) {
            takesNothing(e);
            return;
        }
        settle();
    }

    /// Passes whole frames and the beginning of the last.
    ///
    /// @return where what could not pass yet begins
    private int cut(ByteBuffer bytes) throws IOException {
        int from = gather(bytes);
        if (document != null || changing) {
            return from;
        }
        int at = way.passBy(bytes, from);
        while (!way.insideFrame() && !last && OneWay.hasHeader(bytes, at)) {
            FrameHeader header = FrameHeader.read(bytes, at);
            int length = bytes.getInt(at);
            requireValid(header, length);
            boolean keepalive = header.program() == Keepalive.PROGRAM.number();
            if (keepalive || RemoteCalls.isReplyWithCapabilities(header)) {
                if (!forward(bytes, from, at)) {
                    return at;
                }
                from = at;
            }
            if (keepalive) {
                if (Keepalive.PING.matches(header)) {
                    both.calls().pong();
                }
                at += length;
                from = at;
            } else if (owner.expected().isForCapabilities(header)) {
                at = capabilities(bytes, at, length);
                if (document != null || changing || way.isWaiting()) {
                    return at;
                }
                from = at;
            } else {
                if (header.type() == MessageType.Known.REPLY) {
                    replies++;
                    last = owner.expected().isLast(header);
                }
                way.begin(length);
                at = way.passBy(bytes, at);
            }
        }
        boolean _ = forward(bytes, from, at);
        return at;
    }

    private static void requireValid(FrameHeader header, int length) throws IOException {
        boolean keepalive = header.program() == Keepalive.PROGRAM.number();
        if (!Frame.mayHave(length) || (keepalive && length != FrameHeader.SIZE)) {
            throw new IOException(
                    "a frame announces a length of " + Integer.toUnsignedString(length));
        }
        if (header.type() == MessageType.Known.REPLY_WITH_DESCRIPTORS) {
            throw new IOException("file descriptors came that nobody asked for");
        }
    }

    /// @return whether the client has taken all
    private boolean forward(ByteBuffer bytes, int from, int to) {
        int limit = bytes.limit();
        bytes.limit(to).position(from);
        try {
            return way.send(bytes, both.clientSocket());
        } catch (IOException e) {
            takesNothing(e);
            return false;
        } finally {
            bytes.limit(limit);
        }
    }

    private void takesNothing(IOException e) {
        over = true;
        if (!both.gone()) {
            owner.close("it takes nothing any more: " + e.getMessage());
        }
    }

    /// A reply with capabilities, in which an element is changed.
    ///
    /// @return where it ends, or the limit
    private int capabilities(ByteBuffer bytes, int at, int length) throws IOException {
        int count = Math.min(length, bytes.limit() - at);
        if (count == length) {
            ByteBuffer ours = both.loop().other().clear();
            if (owner.ownCapabilities().known(bytes.slice(at, length), ours)) {
                replies++;
                boolean _ = forward(ours, 0, ours.limit());
                return at + length;
            }
        }
        document = owner.room(length).put(bytes.slice(at, count));
        changeWhole();
        return at + count;
    }

    /// @return how many bytes belong to a document that comes in parts
    private int gather(ByteBuffer bytes) throws IOException {
        if (document == null) {
            return 0;
        }
        int count = Math.min(document.remaining(), bytes.limit());
        document.put(bytes.slice(0, count));
        changeWhole();
        return count;
    }

    /// By a thread that may read how the host sleeps.
    private void changeWhole() {
        ByteBuffer whole = document;
        if (whole != null && !whole.hasRemaining()) {
            document = null;
            changing = true;
            owner.changeCapabilities(
                    Frame.of(OneWay.copy(whole, 0)),
                    ours -> both.execute(() -> deliver(whole, ours)),
                    why ->
                            both.execute(() -> {
                                owner.giveBack(whole);
                                lost(why);
                            }));
        }
    }

    private void deliver(ByteBuffer theirs, ByteBuffer ours) {
        owner.giveBack(theirs);
        changing = false;
        if (!over) {
            replies++;
            try {
                boolean _ = way.keep(ours);
            } catch (IOException e) {
                takesNothing(e);
                return;
            }
            sendWaiting();
        }
    }

    /// The client takes bytes again.
    void sendWaiting() {
        try {
            client.progressed(way.sendWaiting(both.loop().other(), both.clientSocket()));
        } catch (IOException e) {
            takesNothing(e);
        }
        settle();
    }

    private void settle() {
        boolean waits = way.isWaiting();
        if (waits != stalled) {
            stalled = waits;
            client.stalls(waits);
        }
        if (!waits && !over) {
            while (replies > 0) {
                replies--;
                client.answered();
            }
            if (way.undecidedSize() >= FrameHeader.SIZE && !changing && !last) {
                pass(both.loop().buffer().clear().put(way.takeUndecided()).flip());
                return;
            }
            if (!way.insideFrame() && document == null && !changing) {
                betweenFrames();
            }
        }
        both.calls().replied();
    }

    private void betweenFrames() {
        if (mine) {
            mine = false;
            client.leave();
        }
        if (last) {
            over = true;
            both.leaveLibvirtd();
            owner.wayBackEndsLater(RelayedClient.ENDED);
        } else if (exact && !way.hasUndecided()) {
            over = true;
            both.departLibvirtd();
        }
    }

    /// Libvirtd sends nothing more.
    void lost(String why) {
        if (over) {
            return;
        }
        over = true;
        both.leaveLibvirtd();
        if (mine && (way.insideFrame() || way.isWaiting())) {
            owner.close(why); // no other frame may follow a part of one
            return;
        }
        if (mine) {
            mine = false;
            client.leave();
        }
        both.watch();
        owner.wayBackEndsLater(why);
    }

    /// The connection has ended.
    void end() {
        over = true;
        way.end();
        if (document != null) {
            owner.giveBack(document);
            document = null;
        }
        if (mine) {
            mine = false;
            client.leave();
        }
    }
}
