package dev.lungfish.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A record may come from anybody: it reaches nothing outside of itself, and hangs nothing.
@Timeout(120)
class HostileRecordTest {
    private static final String CONFIGURATION = "/etc/lungfish/lungfish.toml";

    @TempDir private Path folder;

    @Test
    void itsOwnConfigurationOpensNoPortAndAsksNobodyUnlessThatIsAsked() throws Exception {
        HostFiles files = HostFiles.in(folder.resolve("tree"));
        files.file("/proc/version", "Linux\n");
        files.file(
                CONFIGURATION,
                """
                [sleep]
                forbid = ["hybrid"]
                [daemon]
                socket_folder = "/run/outside"
                tcp = "*:16509"
                tls = "*:16514"
                group = "root"
                [metrics]
                listen = "127.0.0.1:9750"
                [neighbour]
                hosts = ["lungfish+ssh://root@elsewhere/system"]
                required = true
                [guests]
                socket = "/run/libvirt/libvirt-sock"
                [relay]
                socket_folder = "/run/outside-too"
                """);
        Path root = files.root();

        Configuration own = ObservedHost.open(Optional.of(root), Optional.empty()).configuration();

        assertThat(own.policy().forbidden()).as("what decides holds").hasSize(1);
        assertThat(own.daemon().socketFolder()).isEmpty();
        assertThat(own.daemon().tcp()).isEmpty();
        assertThat(own.daemon().tls()).isEmpty();
        assertThat(own.daemon().group()).isEmpty();
        assertThat(own.power().metrics().plain()).isEmpty();
        assertThat(own.ways().neighbours()).isEmpty();
        assertThat(own.guests().socket()).isEmpty();
        assertThat(own.relay().socketFolder()).isEmpty();

        Configuration asked =
                ObservedHost.open(
                                Optional.of(root),
                                Optional.of(root.resolve(CONFIGURATION.substring(1))))
                        .configuration();
        assertThat(asked.daemon().tcp()).isPresent();
        assertThat(asked.ways().neighbours()).hasSize(1);
    }

    @Test
    void aPipeOrALinkInPlaceOfAFileHangsNothingAndLeadsNowhere() throws Exception {
        Path root = Files.createDirectory(folder.resolve("tree"));
        copy(RecordedMachines.named("laptop-with-everything-fine").path(), root);
        Path secret = Files.writeString(folder.resolve("secret"), "do-not-show-this\n");
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(50);
        for (int i = 0; i < files.size(); i++) {
            Files.delete(files.get(i));
            if (i % 2 == 0) {
                assertThat(new ProcessBuilder("mkfifo", files.get(i).toString()).start().waitFor())
                        .isZero();
            } else {
                Files.createSymbolicLink(files.get(i), secret);
            }
        }
        ObservedHost host = ObservedHost.open(Optional.of(root), Optional.empty());

        String found =
                host.doctor(new StateDirectory(folder.resolve("state"), "rwx------")).toString();

        assertThat(found).doesNotContain("do-not-show-this");
        assertThat(host.capabilities().toString()).doesNotContain("do-not-show-this");
    }

    @Test
    void aPipeInPlaceOfTheConfigurationIsAnError() throws Exception {
        HostFiles files = HostFiles.in(folder.resolve("tree"));
        files.file("/proc/version", "Linux\n").file(CONFIGURATION, "");
        Path file = files.root().resolve(CONFIGURATION.substring(1));
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> ObservedHost.open(Optional.of(files.root()), Optional.empty()))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ObservedHost.open(Optional.empty(), Optional.of(file)))
                .isInstanceOf(ConfigurationException.class);
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (!file.equals(from)) {
                    Files.copy(file, copy, java.nio.file.LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }
}
