package dev.lungfish.linux.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.neighbour.NeighbourReason.HostAnswers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachabilityProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> HERE = List.of("127.0.0.1");

    @Test
    void hearsAHostThatTakesAConnection() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ReachabilityProbe.at(HERE, List.of(door.getLocalPort()), LIMIT))
                    .contains(new HostAnswers("127.0.0.1", door.getLocalPort(), false));
        }
    }

    @Test
    void hearsAHostThatRefusesAConnection() throws Exception {
        int closed;
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = door.getLocalPort();
        }

        assertThat(ReachabilityProbe.at(HERE, List.of(closed), LIMIT))
                .contains(new HostAnswers("127.0.0.1", closed, true));
    }

    @Test
    void hearsTheOneAddressOfSeveralThatAnswers() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(
                            ReachabilityProbe.at(
                                    List.of("name.invalid", "127.0.0.1"),
                                    List.of(door.getLocalPort()),
                                    LIMIT))
                    .isPresent();
        }
    }

    @Test
    void hearsNothingWhereThereIsNobody() {
        assertThat(ReachabilityProbe.at(List.of(), ReachabilityProbe.USUAL_PORTS, LIMIT)).isEmpty();
        assertThat(
                        ReachabilityProbe.at(
                                List.of("name.invalid"), ReachabilityProbe.USUAL_PORTS, LIMIT))
                .isEmpty();
    }
}
