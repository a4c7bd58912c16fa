package dev.lungfish.gateway.standin;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.decision.SourceNetwork;
import dev.lungfish.gateway.decision.SourceRights;
import dev.lungfish.gateway.frame.FrameWriter;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A stand-in on `eth0` of the namespace that it is started in, until its standard input ends.
/// Writes what it hears of itself to standard output.
final class StandInProgram {
    private StandInProgram() {}

    /// Stands in until its input ends.
    ///
    /// @param arguments its address, its priority, and the sleeper's card and addresses
    public static void main(String[] arguments) throws IOException {
        NetworkInterface card = NetworkInterface.getByName("eth0");
        int index = card.getIndex();
        int router = 77;
        MacAddress virtual = FrameWriter.virtualCard(router);
        MacAddress sleeps = new MacAddress(arguments[2]);
        Sleeper sleeper =
                new Sleeper(
                        "alpha",
                        Set.of(sleeps),
                        List.of(
                                new Sleeper.Address(InetAddress.ofLiteral(arguments[3]), sleeps),
                                new Sleeper.Address(InetAddress.ofLiteral(arguments[4]), sleeps)),
                        Set.of(2222),
                        new SourceRights(
                                List.of(
                                        SourceNetwork.parse("10.77.1.0/24"),
                                        SourceNetwork.parse("fd00:77::/64")),
                                List.of()));
        StandInLoop.Settings settings =
                new StandInLoop.Settings(
                        MacAddress.of(card.getHardwareAddress()),
                        (Inet4Address) InetAddress.ofLiteral(arguments[0]),
                        router,
                        Integer.parseInt(arguments[1]),
                        Duration.ofMillis(300));
        try (StandInLoop _ =
                StandInLoop.start(
                        () -> LiveSegment.open(index, virtual),
                        settings,
                        List.of(sleeper),
                        new Told())) {
            int _ = System.in.read();
        }
    }

    private static final class Told implements StandInLoop.Listener {
        @Override
        public void wake(Action.Wake wake) {
            say("wake " + wake.host() + " " + wake.address().getHostAddress() + " " + wake.port());
        }

        @Override
        public void steppedAside(Action.SteppedAside aside) {
            say("aside " + aside.address().getHostAddress() + " " + aside.cause());
        }

        @Override
        public void answers(boolean answers) {
            say("answers " + answers);
        }

        @Override
        public void failed(IOException failure) {
            say("failed " + failure.getMessage());
        }

        private static void say(String line) {
            System.out.println(line);
        }
    }
}
