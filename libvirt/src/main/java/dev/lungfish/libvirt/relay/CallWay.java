package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Passage;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A client's frames on their way to libvirtd. For the thread of a loop.
final class CallWay {
    private final RelayedClient owner;
    private final Passage client;
    private final LoopedClient both;
    private final OneWay way;

    /// Whether the client's frames are read here, and not by a thread of its own.
    private boolean reading;

    /// What is set aside is for the client's own thread, as soon as libvirtd has taken what came
    /// before.
    private boolean forThread;

    private boolean insideFrame;
    private boolean pongIsDue;
    private boolean threadSendsPong;
    private boolean adoptAfterPong;

    CallWay(RelayedClient owner, Passage client, LoopedClient both) {
        this.owner = owner;
        this.client = client;
        this.both = both;
        way = new OneWay(client.shares().frames());
    }

    boolean reads() {
        return reading && !way.isWaiting() && client.hasRoom();
    }

    boolean isWaiting() {
        return way.isWaiting();
    }

    /// The client's own thread reads no more.
    void adopt() {
        if (both.gone()) {
            client.readOn(OneWay.NOTHING);
        } else if (threadSendsPong) {
            adoptAfterPong = true;
        } else {
            reading = true;
            both.watch();
        }
    }

    void read() {
        ByteBuffer bytes = both.loop().buffer().clear();
        bytes.put(way.takeUndecided());
        int count;
        try {
            count = both.clientSocket().receive(bytes);
        } catch (IOException e) {
            count = -1; // the client's own thread meets it, too
        }
        bytes.flip();
        if (count >= 0) {
            passOrClose(bytes);
            return;
        }
        reading = false;
        both.watch();
        if (way.insideFrame()) {
            owner.close("the connection ended inside a frame");
        } else if (bytes.hasRemaining()) {
            client.readOn(OneWay.copy(bytes, 0));
        } else {
            client.ended();
        }
    }

    /// A reply has come: calls that had to wait for one pass now.
    void replied() {
        if (reads() && way.undecidedSize() >= FrameHeader.SIZE) {
            passOrClose(both.loop().buffer().clear().put(way.takeUndecided()).flip());
        } else {
            both.watch();
        }
    }

    private void passOrClose(ByteBuffer bytes) {
        try {
            pass(bytes);
        } catch (IOException e) {
            takesNothing(e);
        }
    }

    private void pass(ByteBuffer bytes) throws IOException {
        int at = way.passBy(bytes, 0);
        boolean passes = true;
        while (passes && client.hasRoom() && OneWay.hasHeader(bytes, at)) {
            int length = bytes.getInt(at);
            passes = Frame.mayHave(length) && mayPass(FrameHeader.read(bytes, at), bytes, at);
            if (passes) {
                way.begin(length);
                at = way.passBy(bytes, at);
            }
        }
        if (bytes.limit() - at >= Integer.BYTES && !Frame.mayHave(bytes.getInt(at))) {
            passes = false; // no need to wait for the rest of the header
        }
        way.setAside(bytes, at);
        if (!passes) {
            reading = false;
            forThread = true;
        }
        boolean inside = way.insideFrame() || (way.hasUndecided() && passes && client.hasRoom());
        if (inside != insideFrame) {
            insideFrame = inside;
            client.insideFrame(inside);
        }
        boolean _ = way.send(bytes.limit(at).position(0), both.libvirtdSocket());
        settle();
    }

    /// Whether a frame passes as it is.
    private boolean mayPass(FrameHeader header, ByteBuffer bytes, int at) {
        if (header.type() == MessageType.Known.CALL) {
            if (!RemoteCalls.passesAsItIs(header)
                    || (isForFeature(header) && !isLibvirtdsFeature(bytes, at))) {
                return false;
            }
            try {
                client.admit(header);
            } catch (RpcException e) {
                return false; // the client's own thread asks again, and answers
            }
            if (RemoteCalls.isOfRemote(header)) {
                owner.expected().expect(header);
            }
        } else if (header.type() != MessageType.Known.STREAM
                && header.type() != MessageType.Known.STREAM_HOLE) {
            return false;
        }
        client.counted();
        return true;
    }

    private static boolean isForFeature(FrameHeader call) {
        return RemoteCalls.isOfRemote(call) && call.procedure() == Remote.SUPPORTS_FEATURE.number();
    }

    private static boolean isLibvirtdsFeature(ByteBuffer bytes, int at) {
        int length = Math.min(bytes.getInt(at), bytes.limit() - at);
        int feature = FeatureCalls.feature(bytes.slice(at, length));
        return FeatureCalls.isLibvirtds(feature) && feature != Feature.FD_PASSING.raw();
    }

    /// Libvirtd takes bytes again.
    void sendWaiting() {
        try {
            int _ = way.sendWaiting(both.loop().other(), both.libvirtdSocket());
        } catch (IOException e) {
            takesNothing(e);
            return;
        }
        settle();
    }

    /// Answers libvirtd's ping between two frames.
    void pong() {
        if (!way.betweenFrames()) {
            pongIsDue = true;
        } else if (reading || forThread) {
            pongIsDue = false;
            ByteBuffer pong = both.loop().other().clear().put(Keepalive.PONG.encode()).flip();
            try {
                way.send(pong, both.libvirtdSocket());
            } catch (IOException e) {
                takesNothing(e);
            }
        } else if (!threadSendsPong) {
            threadSendsPong = true;
            owner.pong(() -> both.execute(this::pongIsSent));
        }
    }

    private void pongIsSent() {
        threadSendsPong = false;
        if (adoptAfterPong) {
            adoptAfterPong = false;
            adopt();
        }
    }

    private void settle() {
        if (pongIsDue) {
            pong();
        }
        if (forThread && !way.isWaiting()) {
            both.watch(); // before the thread may give it back
            giveToThread();
        } else {
            both.watch();
        }
    }

    private void giveToThread() {
        forThread = false;
        insideFrame = false;
        client.insideFrame(false);
        client.readOn(way.takeUndecided());
    }

    private void takesNothing(IOException e) {
        if (!both.gone()) {
            owner.close("libvirtd takes nothing any more: " + e.getMessage());
        }
    }

    /// The connection has ended: if it stays half-open, its own thread looks after it.
    void end() {
        boolean ours = reading || adoptAfterPong || forThread;
        reading = false;
        adoptAfterPong = false;
        forThread = false;
        way.end();
        if (ours && client.socket().isOpen()) {
            client.readOn(OneWay.NOTHING);
        }
    }
}
