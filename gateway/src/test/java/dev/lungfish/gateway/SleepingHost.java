package dev.lungfish.gateway;

import dev.lungfish.testkit.VirtualLan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The right side of a private network as a host that sleeps: it has no address meanwhile, so
/// neither its ARP nor its TCP answers, and its processes and connections stay. A magic packet on
/// the wire gives the address back.
final class SleepingHost {
    private final VirtualLan lan;
    private final Path folder;
    private final AtomicInteger wakes = new AtomicInteger();

    SleepingHost(VirtualLan lan, Path folder) {
        this.lan = lan;
        this.folder = folder;
    }

    /// Goes to sleep. Returns once it would hear a magic packet.
    void sleep() throws IOException, InterruptedException {
        VirtualLan.Capture capture =
                lan.capture(lan.right(), "udp port 9", 1, folder.resolve("wake" + wakes + ".pcap"));
        address("del");
        Thread _ =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                if (capture.tcpdump().waitFor() == 0) {
                                    address("add");
                                    wakes.incrementAndGet();
                                }
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }

    private void address(String what) throws IOException, InterruptedException {
        String _ =
                lan.run(
                        lan.right(),
                        List.of(
                                "ip",
                                "addr",
                                what,
                                lan.right().address() + "/24",
                                "brd",
                                "+",
                                "dev",
                                lan.right().card()));
    }

    /// How often it was woken.
    int wakes() {
        return wakes.get();
    }
}
