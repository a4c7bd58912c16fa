package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.share.ClientShares;
import dev.lungfish.libvirt.transport.SocketTransport;

/// The passage of one connection.
record ClientPassage(
        ServerConnection connection,
        Dispatcher dispatcher,
        WriteQueue outbound,
        SocketTransport socket)
        implements Passage {

    @Override
    public void admit(FrameHeader call) throws RpcException {
        dispatcher.admit(connection, call);
        connection.inWork().begin();
    }

    @Override
    public boolean hasRoom() {
        return connection.inWork().hasRoom();
    }

    @Override
    public ClientShares shares() {
        return connection.shares();
    }

    @Override
    public void counted() {
        connection.watch().countFrame();
    }

    @Override
    public void insideFrame(boolean inside) {
        connection.watch().insidePassingFrame(inside);
    }

    @Override
    public void readOn(byte[] begun) {
        connection.readOn(begun);
    }

    @Override
    public void ended() {
        connection.endedByPeer();
    }

    @Override
    public Entry enter(Runnable whenFree) {
        return outbound.enter(whenFree);
    }

    @Override
    public void leave() {
        outbound.leave();
    }

    @Override
    public void stalls(boolean waiting) {
        outbound.stalls(waiting);
    }

    @Override
    public void progressed(int bytes) {
        outbound.progressed(bytes);
    }

    @Override
    public void answered() {
        connection.inWork().end();
    }
}
