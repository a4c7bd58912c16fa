package dev.lungfish.gateway.standin;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.config.GatewayConfiguration;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.StandInEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.StoodHost;
import dev.lungfish.gateway.decision.GatewayRefusal;
import dev.lungfish.gateway.decision.WakeRate;
import dev.lungfish.gateway.frame.FrameWriter;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.runtime.clock.Stopwatch;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// All stand-ins of a gateway. For one thread.
public final class StandIns implements AutoCloseable {
    /// As VRRP has it where nothing else is said.
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final List<StandInLoop> loops = new ArrayList<>();

    private StandIns() {}

    /// Wakes hosts. Called by several threads; returns at once.
    public interface Wakes {
        /// Wakes a host.
        ///
        /// @param wake which opening was seen
        /// @param networkInterface where
        void wake(Action.Wake wake, String networkInterface);
    }

    /// Begins to stand in on each segment of a configuration.
    ///
    /// @param log takes what happens, from several threads
    /// @throws IOException where an interface is missing or has no IPv4 address; the message says
    ///   which
    public static StandIns start(
            GatewayConfiguration configuration, Wakes wakes, Consumer<Reason> log)
            throws IOException {
        StandIns all = new StandIns();
        boolean begun = false;
        try {
            for (StandInEntry entry : configuration.standIns()) {
                all.loops.add(start(entry, configuration.hosts(), wakes, log));
            }
            begun = true;
            return all;
        } finally {
            if (!begun) {
                all.close();
            }
        }
    }

    private static StandInLoop start(
            StandInEntry entry, Map<String, HostEntry> hosts, Wakes wakes, Consumer<Reason> log)
            throws IOException {
        NetworkInterface card = NetworkInterface.getByName(entry.networkInterface());
        if (card == null || card.getHardwareAddress() == null) {
            throw new IOException(
                    "stand_in.%s: there is no Ethernet interface of this name"
                            .formatted(entry.networkInterface()));
        }
        Inet4Address own =
                card.getInterfaceAddresses().stream()
                        .map(InterfaceAddress::getAddress)
                        .filter(Inet4Address.class::isInstance)
                        .map(Inet4Address.class::cast)
                        .findFirst()
                        .orElseThrow(() ->
                                new IOException(
                                        "stand_in.%s: the interface has no IPv4 address"
                                                .formatted(entry.networkInterface())));
        MacAddress virtual = FrameWriter.virtualCard(entry.router());
        int index = card.getIndex();
        return StandInLoop.start(
                () -> LiveSegment.open(index, virtual),
                new StandInLoop.Settings(
                        MacAddress.of(card.getHardwareAddress()),
                        own,
                        entry.router(),
                        entry.priority(),
                        INTERVAL),
                entry.hosts().stream().map(stood -> sleeper(stood, hosts)).toList(),
                new Told(entry, wakes, log));
    }

    private static Sleeper sleeper(StoodHost stood, Map<String, HostEntry> hosts) {
        HostEntry host = Objects.requireNonNull(hosts.get(stood.host()), stood.host());
        Set<MacAddress> cards = new HashSet<>(host.cards());
        MacAddress first = stood.addresses().get(host.address());
        if (first != null) {
            // That of a bridge, where the cards are below it.
            cards.add(first);
        }
        List<Sleeper.Address> addresses = new ArrayList<>();
        stood.addresses()
                .forEach((address, card) -> addresses.add(new Sleeper.Address(address, card)));
        return new Sleeper(stood.host(), cards, addresses, stood.ports(), stood.rights());
    }

    /// Leaves all segments.
    @Override
    public void close() {
        loops.forEach(StandInLoop::close);
    }

    /// What one stand-in tells, for its thread.
    private static final class Told implements StandInLoop.Listener {
        private final String networkInterface;
        private final Wakes wakes;
        private final Consumer<Reason> log;
        private final Stopwatch clock = Stopwatch.start();
        private final Map<String, WakeRate> rates = new HashMap<>();
        private final Map<String, Integer> perMinute = new HashMap<>();

        Told(StandInEntry entry, Wakes wakes, Consumer<Reason> log) {
            this.networkInterface = entry.networkInterface();
            this.wakes = wakes;
            this.log = log;
            for (StoodHost host : entry.hosts()) {
                perMinute.put(host.host(), host.wakesPerMinute());
                rates.put(host.host(), new WakeRate(host.wakesPerMinute()));
            }
        }

        @Override
        public void wake(Action.Wake wake) {
            WakeRate rate = Objects.requireNonNull(rates.get(wake.host()), wake.host());
            if (rate.take(clock.elapsed())) {
                wakes.wake(wake, networkInterface);
            } else {
                log.accept(
                        new GatewayRefusal.WakeRateExceeded(
                                networkInterface,
                                wake.from().getHostAddress(),
                                wake.host(),
                                perMinute.getOrDefault(wake.host(), 0)));
            }
        }

        @Override
        public void steppedAside(Action.SteppedAside aside) {
            String address = text(aside.address());
            log.accept(
                    switch (aside.cause()) {
                        case SEEN -> new StandInNotice.GatewayAddressLeft(aside.host(), address);
                        case CLAIMED ->
                                new StandInNotice.GatewayAddressTaken(aside.host(), address);
                    });
        }

        @Override
        public void answers(boolean answers) {
            log.accept(
                    answers
                            ? new StandInNotice.GatewayStandsIn(networkInterface)
                            : new StandInNotice.GatewayStandsBy(networkInterface));
        }

        @Override
        public void failed(IOException failure) {
            log.accept(
                    new StandInNotice.GatewayStandInFailed(
                            networkInterface, FailureWords.of(failure)));
        }

        private static String text(InetAddress address) {
            return address.getHostAddress();
        }
    }
}
