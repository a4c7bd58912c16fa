package dev.lungfish.gateway.standin;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.frame.FrameWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A stand-in on `eth0` of the namespace that it is started in. Reads what it is told from standard
/// input, and writes what it hears of itself to standard output.
final class StandInProgram {
    private StandInProgram() {}

    /// @param arguments its address, its priority, and the sleeper's card and addresses
    public static void main(String[] arguments) throws IOException, InterruptedException {
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
                        List.of(
                                new Network(InetAddress.ofLiteral("10.77.1.0"), 24),
                                new Network(InetAddress.ofLiteral("fd00:77::"), 64)));
        StandInLoop.Settings settings =
                new StandInLoop.Settings(
                        MacAddress.of(card.getHardwareAddress()),
                        (Inet4Address) InetAddress.ofLiteral(arguments[0]),
                        router,
                        Integer.parseInt(arguments[1]),
                        Duration.ofMillis(300));
        try (StandInLoop loop =
                StandInLoop.start(() -> LiveSegment.open(index, virtual), settings, new Told())) {
            BufferedReader orders =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                switch (order) {
                    case "sleeps" -> loop.sleeps(sleeper);
                    case "awakes" -> loop.awakes("alpha");
                    default -> throw new IOException("no such order: " + order);
                }
            }
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
