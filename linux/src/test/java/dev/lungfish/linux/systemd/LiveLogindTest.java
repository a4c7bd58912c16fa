package dev.lungfish.linux.systemd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.runtime.clock.Patience;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveLogindTest {
    private static final Patience SHORT = Patience.once(Duration.ofMillis(300));
    private static final Patience LONG = Patience.once(Duration.ofSeconds(30));

    @TempDir Path folder;

    @Nested
    @NeedsProgram(
            value = {
                "dbus-daemon",
                "/usr/lib/python3/dist-packages/dbus",
                "/usr/lib/python3/dist-packages/gi"
            },
            install = "dbus python3-dbus python3-gi")
    class OnABus {
        @Test
        void understandsEachAnswer() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind(
                        "CanSuspend=yes",
                        "CanHibernate=no",
                        "CanHybridSleep=challenge",
                        "CanSuspendThenHibernate=inhibited");

                LogindReadings readings = ask(bus, LONG);

                assertThat(readings.canSuspend())
                        .isEqualTo(
                                new Reading.Present<>(
                                        "org.freedesktop.login1.Manager.CanSuspend",
                                        LogindAnswer.YES,
                                        "yes"));
                assertThat(readings.canHibernate().toOptional()).contains(LogindAnswer.NO);
                assertThat(readings.canHybridSleep().toOptional()).contains(LogindAnswer.CHALLENGE);
                assertThat(readings.canSuspendThenHibernate().toOptional())
                        .contains(LogindAnswer.INHIBITED);
            }
        }

        @Test
        void keepsAWordThatItHasNeverSeen() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=perhaps", "CanHibernate=na");

                LogindReadings readings = ask(bus, LONG);

                assertThat(readings.canSuspend().toOptional()).contains(LogindAnswer.OTHER);
                assertThat(readings.canSuspend().found()).isEqualTo("perhaps");
                assertThat(readings.canHibernate().toOptional())
                        .contains(LogindAnswer.NOT_AVAILABLE);
            }
        }

        @Test
        void listsInhibitors() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("inhibitors=2");

                Reading<List<Inhibitor>> inhibitors = ask(bus, LONG).inhibitors();

                assertThat(inhibitors.toOptional().orElseThrow())
                        .containsExactly(
                                new Inhibitor(
                                        "sleep:shutdown",
                                        "Backup 0",
                                        "Upload\trunning\\",
                                        "block",
                                        1000,
                                        4294967295L),
                                new Inhibitor(
                                        "sleep:shutdown",
                                        "Backup 1",
                                        "Upload\trunning\\",
                                        "block",
                                        1000,
                                        4294967295L));
                assertThat(inhibitors.found()).contains("Backup 0 (block sleep:shutdown");
            }
        }

        @Test
        void takesOneErrorReplyForOneFailedReading() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=error:org.example.Broken", "CanHibernate=yes");

                LogindReadings readings = ask(bus, LONG);

                assertThat(readings.canSuspend())
                        .isInstanceOf(Reading.Failed.class)
                        .extracting(Reading::found)
                        .asString()
                        .contains("org.example.Broken: the mock refuses");
                assertThat(readings.canHibernate().toOptional()).contains(LogindAnswer.YES);
            }
        }

        @Test
        void tellsARefusalFromAFailure() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=error:org.freedesktop.DBus.Error.AccessDenied");

                assertThat(ask(bus, LONG).canSuspend()).isInstanceOf(Reading.Denied.class);
            }
        }

        @Test
        void takesAMethodThatAnOlderLogindLacksForAbsent() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind(
                        "CanSuspendThenHibernate=error:org.freedesktop.DBus.Error.UnknownMethod");

                assertThat(ask(bus, LONG).canSuspendThenHibernate())
                        .isInstanceOf(Reading.Absent.class);
            }
        }

        @Test
        void takesAnAnswerOfAnotherTypeForMalformed() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=number");

                assertThat(ask(bus, LONG).canSuspend())
                        .isInstanceOf(Reading.Malformed.class)
                        .extracting(Reading::found)
                        .asString()
                        .contains("answers with types 'u', expected 's'");
            }
        }

        @Test
        void refusesMoreInhibitorsThanAnyLogindAllows() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("inhibitors=10001");

                assertThat(ask(bus, LONG).inhibitors()).isInstanceOf(Reading.Malformed.class);
            }
        }

        @Test
        void givesUpOnALogindThatNeverAnswers() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=silent", "CanHibernate=yes");

                LogindReadings readings = ask(bus, SHORT);

                assertThat(readings.canSuspend())
                        .isInstanceOf(Reading.Failed.class)
                        .extracting(Reading::found)
                        .asString()
                        .contains("no answer within 300 ms");
                assertThat(readings.canHibernate()).isInstanceOf(Reading.Failed.class);
            }
        }

        /// Debian 13 on an emulated, loaded host: what was not there within 2 s refused the sleep.
        @Test
        void asksAgainWhereTheFirstQuestionGotNoAnswer() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=yes", "CanHibernate=again:yes", "inhibitors=1");

                LogindReadings readings = ask(bus, new Patience(Duration.ofSeconds(1), 60));

                assertThat(readings.canSuspend().toOptional()).contains(LogindAnswer.YES);
                assertThat(readings.canHibernate().toOptional()).contains(LogindAnswer.YES);
                assertThat(readings.inhibitors().toOptional().orElseThrow()).hasSize(1);
            }
        }

        @Test
        void saysHowLongItWaitedAndHowOften() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=silent");

                assertThat(ask(bus, new Patience(Duration.ofSeconds(1), 2)).canSuspend().found())
                        .endsWith("CanSuspend: no answer within 1 s; tried twice");
            }
        }

        @Test
        void noticesALogindThatVanishesInTheMiddleOfACall() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=yes", "CanHibernate=vanish");

                LogindReadings readings = ask(bus, LONG);

                assertThat(readings.canSuspend().toOptional()).contains(LogindAnswer.YES);
                assertThat(readings.canHibernate())
                        .isInstanceOf(Reading.Failed.class)
                        .extracting(Reading::found)
                        .asString()
                        .contains("NoReply");
                assertThat(readings.canHybridSleep()).isInstanceOf(Reading.Absent.class);
            }
        }

        @Test
        void findsNoLogindWhereTheBusKnowsNone() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                assertAllAbsent(ask(bus, LONG));
            }
        }

        @Test
        void findsNoLogindWhereItsServiceFileLeadsToNone() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.makeActivatable("/bin/false");

                assertAllAbsent(ask(bus, LONG));
            }
        }

        @Test
        void leaksNoDescriptor() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                bus.startLogind("CanSuspend=yes", "inhibitors=3");
                ask(bus, LONG);
                long before = openDescriptors();

                for (int i = 0; i < 20; i++) {
                    ask(bus, LONG);
                }

                assertThat(openDescriptors()).isEqualTo(before);
            }
        }
    }

    @Test
    void findsNoLogindWhereNoBusListens() {
        assertAllAbsent(new LiveLogind(BusAddress.ofSocket(folder.resolve("bus")), SHORT).read());
    }

    @Test
    void doesNotWaitLongForABusThatAcceptsAndNeverSpeaks() throws IOException {
        Path socket = folder.resolve("bus");
        try (ServerSocketChannel server = listen(socket)) {
            LogindReadings readings = new LiveLogind(BusAddress.ofSocket(socket), SHORT).read();

            assertThat(server.isOpen()).isTrue();
            assertThat(readings.canSuspend())
                    .isInstanceOf(Reading.Failed.class)
                    .extracting(Reading::found)
                    .asString()
                    .contains("did not greet within 300 ms");
        }
    }

    @Test
    void triesABusThatNeverGreetsAsOftenAsItIsToldTo() throws IOException {
        Path socket = folder.resolve("bus");
        try (ServerSocketChannel server = listen(socket)) {
            assertThat(server.isOpen()).isTrue();
            assertThat(
                            new LiveLogind(
                                            BusAddress.ofSocket(socket),
                                            new Patience(Duration.ofMillis(100), 3))
                                    .read()
                                    .inhibitors()
                                    .found())
                    .contains("did not greet within 100 ms; tried 3 times");
        }
    }

    @Test
    void failsOnASocketOnWhichNobodyListensAnyMore() throws IOException {
        Path socket = folder.resolve("bus");
        listen(socket).close();

        assertThat(new LiveLogind(BusAddress.ofSocket(socket), SHORT).read().canSuspend())
                .isInstanceOf(Reading.Failed.class)
                .extracting(Reading::found)
                .asString()
                .contains("nobody listens");
    }

    @Test
    void failsOnAPeerThatSpeaksSomethingElse() throws Exception {
        Path socket = folder.resolve("bus");
        try (ServerSocketChannel server = listen(socket)) {
            Thread peer =
                    Thread.ofVirtual()
                            .start(() ->
                                    assertThatCode(() -> greetWrongly(server))
                                            .doesNotThrowAnyException());

            assertThat(new LiveLogind(BusAddress.ofSocket(socket), LONG).read().canSuspend())
                    .isInstanceOf(Reading.class)
                    .matches(Reading::broken);
            peer.join();
        }
    }

    @Test
    void failsOnAFileInPlaceOfTheSocket() throws IOException {
        Path file = Files.createFile(folder.resolve("bus"));

        assertThat(new LiveLogind(BusAddress.ofSocket(file), SHORT).read().canSuspend())
                .isInstanceOf(Reading.Failed.class);
    }

    @Test
    void failsOnAnAddressThatIsNone() {
        assertThat(new LiveLogind(new BusAddress("nonsense"), SHORT).read().canSuspend())
                .isInstanceOf(Reading.Failed.class);
    }

    private static LogindReadings ask(PrivateBus bus, Patience patience) {
        return new LiveLogind(bus.address(), patience).read();
    }

    private static void assertAllAbsent(LogindReadings readings) {
        assertThat(
                        List.<Reading<?>>of(
                                readings.canSuspend(),
                                readings.canHibernate(),
                                readings.canHybridSleep(),
                                readings.canSuspendThenHibernate(),
                                readings.inhibitors()))
                .hasOnlyElementsOfType(Reading.Absent.class);
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket));
    }

    private static void greetWrongly(ServerSocketChannel server) throws IOException {
        try (SocketChannel client = server.accept()) {
            client.write(
                    ByteBuffer.wrap("220 mail.example ESMTP\r\n".repeat(9).getBytes(US_ASCII)));
            ByteBuffer rest = ByteBuffer.allocate(4096);
            while (client.read(rest) > 0) {
                rest.clear();
            }
        }
    }

    private static long openDescriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }
}
