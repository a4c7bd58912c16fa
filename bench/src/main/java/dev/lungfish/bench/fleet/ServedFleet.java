package dev.lungfish.bench.fleet;

import dev.lungfish.controller.Controller;
import dev.lungfish.controller.config.ControllerConfiguration;
import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.endpoint.HandshakeCount;
import dev.lungfish.controller.fleet.FleetSettings;
import dev.lungfish.controller.fleet.Outside;
import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.plan.LeaseRules;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.server.Observer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A controller in a process of its own. It says `ready`, and answers each line by how many
/// handshakes were whole, how many resumed, and how many hosts are in which state.
public final class ServedFleet {
    /// As many stay awake as fleets do that are used a little.
    private static final int AWAKE_PER_CENT = 30;

    /// Short, so that hosts wake and sleep on within a run.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration AWAKE = Duration.ofSeconds(30);

    private ServedFleet() {}

    /// Serves until its input ends.
    ///
    /// @param arguments the configuration
    public static void main(String[] arguments) throws Exception {
        ControllerConfiguration configuration =
                ControllerFile.read(Optional.of(Path.of(arguments[0])));
        Controller.Parts parts =
                new Controller.Parts(
                        InstantSource.system(),
                        settings(),
                        Outside.NOWHERE,
                        Observer.NONE,
                        ServedFleet::tell);
        try (Controller controller = Controller.start(configuration, parts);
                BufferedReader input =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            System.out.println("ready");
            while (input.readLine() != null) {
                HandshakeCount count = controller.handshakes();
                Map<String, Long> states =
                        controller.loop().members().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                member -> member.host().state().spelling(),
                                                TreeMap::new,
                                                Collectors.counting()));
                System.out.println("%d %d %s".formatted(count.whole(), count.resumed(), states));
            }
        }
    }

    /// Tells how long the start took, and nothing else of what a human is told.
    private static void tell(Reason told) {
        if (told.code().equals("controller-start-took")) {
            System.err.println(ReasonText.sentence(told));
        }
    }

    /// How this fleet sleeps.
    static FleetSettings settings() {
        PoolRules usual = PoolRules.usual();
        PoolRules pool =
                new PoolRules(
                        Mode.AUTOMATIC,
                        usual.target(),
                        new LeaseRules(LEASE, LEASE, usual.leases().longest(), Autonomy.NONE),
                        usual.lead(),
                        new Reserve.Share(AWAKE_PER_CENT),
                        usual.awake(),
                        usual.wakers(),
                        usual.covered(),
                        usual.quorums(),
                        usual.wakesPerDay(),
                        false,
                        Duration.ofMinutes(1));
        HostRules rules = HostRules.usual();
        HostRules host =
                new HostRules(
                        AWAKE,
                        Duration.ofMinutes(1),
                        rules.silence(),
                        rules.late(),
                        rules.order(),
                        rules.limbo(),
                        rules.tolerance(),
                        rules.grace(),
                        rules.proof(),
                        rules.settling(),
                        rules.drain(),
                        rules.moves(),
                        rules.backoff(),
                        AWAKE,
                        AWAKE.multipliedBy(36),
                        rules.worthwhile(),
                        rules.entries(),
                        rules.lates(),
                        rules.sickness(),
                        rules.firstPause(),
                        rules.longestPause(),
                        rules.patience());
        return new FleetSettings(
                pool, host, Duration.ofSeconds(90), List.of(WakePath.NEIGHBOUR, WakePath.PACKETS));
    }
}
