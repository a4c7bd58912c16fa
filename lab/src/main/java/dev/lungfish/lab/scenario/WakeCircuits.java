package dev.lungfish.lab.scenario;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.NetworkSwitch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// A network whose cards wake their hosts: it does what the wake circuit of an armed card does,
/// which QEMU's lack. A packet for a host that is awake does nothing.
final class WakeCircuits implements AutoCloseable {
    private final BlockingQueue<Packet> heard = new LinkedBlockingQueue<>();
    private final NetworkSwitch network =
            new NetworkSwitch((from, to) -> heard.add(new Packet(from, to)));
    private final List<Wake> wakes = new CopyOnWriteArrayList<>();
    private final Stage stage;

    WakeCircuits(Stage stage) {
        this.stage = stage;
    }

    /// A magic packet.
    private record Packet(MacAddress from, MacAddress to) {}

    /// A host that a packet woke.
    ///
    /// @param by who sent the packet
    record Wake(String host, String by, Instant at) {}

    NetworkSwitch network() {
        return network;
    }

    /// All that it woke.
    List<Wake> wakes() {
        return List.copyOf(wakes);
    }

    /// Begins, when the machines are on.
    ///
    /// @param hosts by the addresses of their armed cards
    void begin(Map<MacAddress, Host> hosts) {
        Thread _ =
                Thread.ofPlatform()
                        .daemon()
                        .name("wake circuits")
                        .start(() -> listen(Map.copyOf(hosts)));
    }

    private void listen(Map<MacAddress, Host> hosts) {
        try {
            while (true) {
                Packet packet = heard.take();
                Host to = hosts.get(packet.to());
                if (to != null) {
                    Host from = hosts.get(packet.from());
                    wake(to, from == null ? packet.from().toString() : from.name());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake(Host host, String by) {
        try {
            if (host.machine().isSuspended()) {
                stage.step(
                        "network: a magic packet of %s for %s, whose card wakes it"
                                .formatted(by, host.name()));
                wakes.add(new Wake(host.name(), by, SuspendToRam.now()));
                host.machine().wake();
            }
        } catch (LabException _) {
            // It woke at this very moment, or is off.
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
