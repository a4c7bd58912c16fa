package dev.lungfish.bench;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.rpc.Calls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// One kind of hostile clients.
///
/// @param clients how many
/// @param honest who is measured beside them
record Attack(String name, int clients, String honest, Client client) {
    private static final int LARGE = 32 * 1024 * 1024;

    /// What comes of such a frame.
    private static final int BEGUN = 4 * 1024 * 1024;

    private static final String ROOT = "root's status";
    private static final ByteBuffer UNFINISHED = unfinished();

    /// The life of one of them, until it is interrupted or its connection ends.
    @FunctionalInterface
    interface Client {
        void live(HostileClients.Peer peer) throws IOException;
    }

    static final Attack NONE = new Attack("none", 0, ROOT, peer -> {});

    static List<Attack> all() {
        return List.of(
                new Attack("readers that call doctor without pause", 300, ROOT, Attack::callDoctor),
                new Attack(
                        "readers that call wake-devices without pause",
                        300,
                        ROOT,
                        Attack::callDevices),
                new Attack(
                        "readers that do not read replies to doctor", 300, ROOT, Attack::dontRead),
                new Attack(
                        "unopened readers in a frame of 32 MiB",
                        8,
                        "root's call of 2 KiB",
                        Attack::stayInFrame),
                new Attack("readers behind a libvirtd that hangs", 500, ROOT, Attack::askLibvirtd),
                new Attack(
                        "readers behind a libvirtd that hangs",
                        500,
                        "a new client of root",
                        Attack::askLibvirtd),
                new Attack(
                        "silent TCP connections of one address to the TLS port",
                        80,
                        "a new client over TLS",
                        HostileClients.Peer::connectSilently),
                new Attack(
                        "slow readers of the metrics",
                        16,
                        "Prometheus",
                        HostileClients.Peer::readSlowly));
    }

    /// The honest client.
    HostileTarget.Probe probe(HostileTarget target) {
        return switch (honest) {
            case "a new client over TLS" -> target::tls;
            case "Prometheus" -> target::metrics;
            case "root's call of 2 KiB" -> target::largeCall;
            case "a new client of root" -> target::newClient;
            default -> target::status;
        };
    }

    private static void callDoctor(HostileClients.Peer peer) throws IOException {
        peer.open();
        while (peer.goesOn()) {
            peer.call(Calls.DOCTOR, NoValue.NONE);
        }
    }

    private static void callDevices(HostileClients.Peer peer) throws IOException {
        peer.open();
        while (peer.goesOn()) {
            peer.call(Calls.DEVICES, NoValue.NONE);
        }
    }

    private static void dontRead(HostileClients.Peer peer) throws IOException {
        peer.open();
        while (peer.goesOn()) {
            peer.send(Calls.DOCTOR, NoValue.NONE);
        }
    }

    /// One user may hold 16 MiB, so that half of them stay, and half are cut off and come again.
    private static void stayInFrame(HostileClients.Peer peer) throws IOException {
        try {
            peer.connect().write(UNFINISHED.duplicate());
        } catch (IOException e) {
            peer.rest();
            throw e;
        }
        peer.stay();
    }

    private static void askLibvirtd(HostileClients.Peer peer) throws IOException {
        peer.open();
        while (peer.goesOn()) {
            peer.call(Remote.NUM_OF_DOMAINS, NoValue.NONE);
        }
    }

    private static ByteBuffer unfinished() {
        ByteBuffer frame = ByteBuffer.allocateDirect(BEGUN);
        frame.put(Frame.encode(FrameHeader.call(0x20008086, 1, 1, 0), XdrCodec.NONE, NoValue.NONE));
        return frame.putInt(0, LARGE).rewind();
    }
}
