package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/// Reads the configuration file. For one thread.
public final class ControllerFile {
    /// Where it lies where nothing else is said.
    public static final Path USUAL_PLACE = Path.of("/etc/lungfish/controller.toml");

    /// The port at which hosts call.
    public static final int HOSTS_PORT = 16_515;

    /// The port of the API.
    public static final int ADMIN_PORT = 16_516;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration MONTH = Duration.ofDays(31);

    private final List<SettingReason> problems = new ArrayList<>();
    private final String file;

    private ControllerFile(String file) {
        this.file = file;
    }

    /// Reads a file.
    ///
    /// @param named another one than the usual one; that one must exist
    /// @throws ReasonException with [SettingReason.ControllerConfigurationUnusable]
    public static ControllerConfiguration read(Optional<Path> named) {
        Path file = named.orElse(USUAL_PLACE);
        if (named.isEmpty() && Files.notExists(file)) {
            return parse(file.toString(), "");
        }
        try {
            // It says which database is used, and by which password.
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw unusable(
                        List.of(new SettingReason.ControllerFileChangeable(file.toString())));
            }
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw unusable(
                    List.of(
                            new SettingReason.ControllerFileUnreadable(
                                    file.toString(), FailureWords.of(e))));
        }
    }

    /// Understands a text.
    ///
    /// @param file what problems call it
    public static ControllerConfiguration parse(String file, String text) {
        ControllerFile parser = new ControllerFile(file);
        TomlParseResult document = Toml.parse(text);
        for (TomlParseError error : document.errors()) {
            parser.problems.add(
                    new SettingReason.ControllerFileMalformed(
                            "%s:%d:%d"
                                    .formatted(
                                            file,
                                            error.position().line(),
                                            error.position().column()),
                            String.valueOf(error.getMessage())));
        }
        SettingTable table = new SettingTable(file, document, parser.problems);
        ControllerConfiguration configuration = parser.understand(table);
        table.refuseUnknown();
        if (!parser.problems.isEmpty()) {
            throw unusable(parser.problems);
        }
        return configuration;
    }

    private ControllerConfiguration understand(SettingTable table) {
        InetSocketAddress listen =
                table.address("controller.listen", new InetSocketAddress(HOSTS_PORT));
        Path folder = Path.of(table.text("controller.folder", "/var/lib/lungfish-controller"));
        Duration checkIn =
                table.duration("controller.check_in", Duration.ofMinutes(1), SECOND, MONTH);
        InetSocketAddress admin =
                table.address(
                        "controller.admin",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), ADMIN_PORT));
        ApiSettings.requireLoopback(admin, file, problems);
        return new ControllerConfiguration(
                listen,
                table.texts("controller.names"),
                folder,
                table.text("controller.database", "jdbc:sqlite:" + folder.resolve("fleet.db")),
                admin,
                (int) table.number("controller.most_hosts", 25_000, 1, 1_000_000),
                table.duration("controller.settle", Duration.ofMinutes(5), SECOND, MONTH),
                checkIn,
                table.duration("leases.awake_for", Duration.ofMinutes(10), SECOND, MONTH),
                back(table),
                ApiSettings.read(table, file, problems),
                new PoolTables(table, checkIn).read(),
                new MovesTables(table).read());
    }

    private static ControllerConfiguration.Back back(SettingTable table) {
        HostRules usual = HostRules.usual();
        return new ControllerConfiguration.Back(
                table.duration("hosts.tolerance", usual.tolerance(), SECOND, MONTH),
                table.duration("hosts.grace", usual.grace(), SECOND, MONTH),
                table.duration("hosts.settling", usual.settling(), SECOND, MONTH));
    }

    private static ReasonException unusable(List<SettingReason> problems) {
        return new ReasonException(new SettingReason.ControllerConfigurationUnusable(problems));
    }
}
