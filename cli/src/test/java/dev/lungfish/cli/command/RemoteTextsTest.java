package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.ConnectedClient;
import dev.lungfish.api.HostService;
import dev.lungfish.api.KnownHost;
import dev.lungfish.api.ReloadReport;
import dev.lungfish.api.ServiceException;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.rpc.Calls;
import dev.lungfish.rpc.ServiceProgram;
import dev.lungfish.testkit.RandomValues;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What another host says of itself is shown, and controls nothing: neither the terminal, nor where
/// a line ends, nor in which order words are read.
@Timeout(120)
class RemoteTextsTest {
    private static final int ANSWERS = 40;

    /// A title set, a colour in eight bits, a bell, a forged line, text turned round, a hidden tag.
    private static final List<String> TEXTS =
            List.of(
                    "harmless",
                    "\u001b]0;title\u0007",
                    "\u009b31m red",
                    "one\nFORGED two\r\nFORGED three\u2028FORGED",
                    "\u202egnp.exe\u2066",
                    "a\u00adb\u200b\ud83d\udc1f\udb40\udc41");

    @TempDir private Path folder;
    private Server server;
    private final Random random = new Random(12);
    private final AtomicBoolean refuses = new AtomicBoolean();

    static Stream<List<String>> commands() {
        return Stream.of(
                        "capabilities",
                        "doctor",
                        "status",
                        "status --all",
                        "history",
                        "cancel",
                        "wol",
                        "wol eth0 --set g",
                        "wake-devices",
                        "wake-devices --quiet usb1",
                        "wake host --via %s --wait 0s",
                        "hosts",
                        "hosts release x",
                        "clients",
                        "clients disconnect 7",
                        "daemon reload",
                        "names hosts",
                        "names devices",
                        "cpu",
                        "cpu restore",
                        "cpu active",
                        "policy explain",
                        "wakeup list",
                        "wakeup add --at 06:30 --for backup",
                        "wakeup remove w1")
                .flatMap(command -> Stream.of(command, command + " --json"))
                .map(command -> List.of(command.split(" ")));
    }

    @BeforeEach
    void begin() throws Exception {
        Program.Builder ours = Program.of(Calls.PROGRAM);
        ServiceProgram.bind(ours, connection -> hostile());
        ours.answer(Calls.RELEASE_HOST, (connection, host) -> one(KnownHost.class))
                .answer(Calls.CLIENTS, (connection, none) -> List.of(one(ConnectedClient.class)))
                .answer(Calls.DISCONNECT, (connection, id) -> one(ConnectedClient.class))
                .answer(Calls.RELOAD, (connection, none) -> one(ReloadReport.class));
        server =
                Server.start(
                        ServerSettings.of(
                                List.of(
                                        new Listener.Unix(
                                                folder.resolve("rw"),
                                                PosixFilePermissions.fromString("rw-------"),
                                                null,
                                                false,
                                                100)),
                                List.of(
                                        RemoteProgram.begin((connection, name, readOnly) -> {})
                                                .answer(
                                                        Remote.GET_CAPABILITIES,
                                                        (connection, none) ->
                                                                "<a>%s</a>\n".formatted(words()))
                                                .build(),
                                        ours.build())));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void areShownAndControlNothing(List<String> command) {
        String uri = DaemonClient.uri(folder.resolve("rw"));
        List<String> arguments = new ArrayList<>();
        if (!command.contains("--via")) {
            arguments.addAll(List.of("--connect", uri));
        }
        command.forEach(word -> arguments.add(word.equals("%s") ? uri : word));
        boolean shown = false;
        for (int i = 0; i < ANSWERS; i++) {
            refuses.set(i % 4 == 3);

            Invocation ran = Invocation.of(arguments.toArray(String[]::new));

            assertThat(ran.code()).as(ran.all()).isNotEqualTo(ExitCode.USAGE);
            assertThat(ran.all().codePoints().filter(RemoteTextsTest::controls))
                    .as(ran.all())
                    .isEmpty();
            assertThat(ran.all().lines()).noneMatch(line -> line.startsWith("FORGED"));
            shown |= ran.all().contains("FORGED");
        }
        assertThat(shown).as("a text of the other host was shown").isTrue();
    }

    private static boolean controls(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    character != '\n';
            default -> false;
        };
    }

    /// A text whose lines may end: those of a document do.
    private String words() {
        return text().replaceAll("[\\r\\n]+", " ");
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /// Answers each call with values by chance, or refuses it.
    private HostService hostile() {
        return (HostService)
                Proxy.newProxyInstance(
                        HostService.class.getClassLoader(),
                        new Class<?>[] {HostService.class},
                        (self, method, arguments) -> answer(method));
    }

    private synchronized <T> T one(Class<T> type) {
        return type.cast(new RandomValues(random.nextLong(), TEXTS).of(type));
    }

    private synchronized Object answer(Method method) throws ServiceException {
        RandomValues values = new RandomValues(random.nextLong(), TEXTS);
        if (refuses.get()) {
            throw new ServiceException(ServiceException.Kind.NOT_NOW, text());
        }
        return values.of(method.getGenericReturnType());
    }
}
