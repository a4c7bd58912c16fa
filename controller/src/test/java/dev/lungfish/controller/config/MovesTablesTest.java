package dev.lungfish.controller.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How guests are moved, as a file says it: `[moves]`, and `[libvirt.NAME]`.
class MovesTablesTest {
    private static MovesConfiguration read(String text) {
        return ControllerFile.parse("c.toml", text).moves();
    }

    @Test
    void nothingIsMovedWhereNothingIsSaid() {
        assertThat(read("")).isEqualTo(MovesConfiguration.NONE);
    }

    @Test
    void eachSettingIsTaken() throws Exception {
        MovesConfiguration read =
                read(
                        """
                        [moves]
                        at_once = 1
                        limit = "90s"
                        every = "1h"
                        most = 7
                        copy_disks = true
                        failure_covered = false
                        [libvirt.nodes]
                        hosts = ["node*"]
                        uri = "qemu+tls://{host}/system"
                        peer_uri = "qemu+tcp://{host}.back/system"
                        data = "tcp://{host}.back"
                        labels = ["ssd"]
                        shared = ["/srv"]
                        memory_percent = 80
                        overcommit_percent = 200
                        load_percent = 50
                        [libvirt.odd]
                        hosts = ["node7"]
                        uri = "qemu:///system"
                        peer_uri = "qemu+tls://192.0.2.7/system"
                        """);

        LibvirtSettings nodes = read.of("node1").orElseThrow();
        assertThat(read)
                .isEqualTo(
                        new MovesConfiguration(
                                read.hosts(),
                                1,
                                Duration.ofSeconds(90),
                                Duration.ofHours(1),
                                7,
                                true,
                                false));
        assertThat(nodes.room()).isEqualTo(new LibvirtSettings.Room(80, 200, 50));
        assertThat(nodes.labels()).containsExactly("ssd");
        assertThat(nodes.shared()).isEqualTo(List.of("/srv"));
        assertThat(nodes.of("node1").peerUri()).isEqualTo("qemu+tcp://node1.back/system");
        assertThat(nodes.of("node1").data()).contains("tcp://node1.back");
        assertThat(read.of("node7").orElseThrow().name()).isEqualTo("odd");
        assertThat(read.of("store1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    at_once = 0            | moves.at_once: 1 to 2 expected, found 0
                    at_once = 3            | moves.at_once: 1 to 2 expected, found 3
                    at_once = "2"          | moves.at_once: a whole number expected, found 2
                    limit = "0s"           | moves.limit: a length from 1 s to 86400 s, as
                    limit = "2d"           | moves.limit: a length from 1 s to 86400 s, as
                    limit = 600            | moves.limit: a length as "15min" expected, found 600
                    every = "soon"         | moves.every: a length from 1 s to 86400 s, as
                    every = "-1min"        | moves.every: a length from 1 s to 86400 s, as
                    most = 0               | moves.most: 1 to 1000 expected, found 0
                    most = 1001            | moves.most: 1 to 1000 expected, found 1001
                    most = 1.5             | moves.most: a whole number expected, found 1.5
                    copy_disks = "yes"     | moves.copy_disks: true or false expected, found yes
                    failure_covered = 1    | moves.failure_covered: true or false expected, found 1
                    at_onze = 2            | moves.at_onze is no setting
                    """)
    void aWrongSettingOfMovesIsNamedWithItsPlaceAndWhatIsAllowed(String line, String told) {
        assertThatThrownBy(() -> read("\n[moves]\n" + line + "\n"))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("c.toml:3:1: " + told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    labels = "ssd"            | labels: a list of texts expected
                    labels = [1]              | labels: a list of texts expected, found [1]
                    shared = "/srv"           | shared: a list of texts expected
                    shared = [["/srv"]]       | shared: a list of texts expected
                    memory_percent = 0        | memory_percent: 1 to 100 expected, found 0
                    memory_percent = 101      | memory_percent: 1 to 100 expected, found 101
                    memory_percent = "90%"    | memory_percent: a whole number expected, found 90%
                    overcommit_percent = 0    | overcommit_percent: 1 to 10000 expected, found 0
                    overcommit_percent = 10001 | overcommit_percent: 1 to 10000 expected, found 10001
                    load_percent = -1         | load_percent: 1 to 100 expected, found -1
                    load_percent = 101        | load_percent: 1 to 100 expected, found 101
                    shared = { a = 1 }        | shared: a list of texts expected, found {"a" : 1}
                    data = ["tcp://{host}"]   | data: a text in quotes expected, found ["tcp://{host}"]
                    data = 1                  | data: a text in quotes expected, found 1
                    data = "tcp://"           | data: "tcp://ADDRESS" or "tcp://{host}" expected, found tcp://
                    data = "http://{host}"    | data: "tcp://ADDRESS" or "tcp://{host}" expected
                    data = "tcp://a b"        | data: "tcp://ADDRESS" or "tcp://{host}" expected
                    data = "tcp://{name}/x"   | data: "tcp://ADDRESS" or "tcp://{host}" expected
                    peer_uri = ""             | peer_uri: a URI of libvirt with {host} in it
                    peer_uri = "qemu:///system" | peer_uri: a URI of libvirt with {host} in it
                    peer_uri = "qemu+tls://node1/system" | peer_uri: a URI of libvirt with {host} in it
                    memory = 90               | memory is no setting
                    """)
    void aWrongSettingOfLibvirtIsNamedWithItsPlaceAndWhatIsAllowed(String line, String told) {
        assertThatThrownBy(() ->
                        read(
                                """
                                [libvirt.nodes]
                                hosts = ["node*"]
                                uri = "qemu+tls://{host}/system"
                                %s
                                """
                                        .formatted(line)))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("c.toml:4:1: libvirt.nodes." + told);
    }

    /// A URI without a host in it would lead to one host for all of them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "qemu+tls://node1/system",
                "qemu+telepathy://{host}/system",
                "qemu+tls://{host}:port/system"
            })
    void aUriThatDoesNotLeadToEachHostIsRefused(String uri) {
        assertThatThrownBy(() ->
                        read("[libvirt.nodes]\nhosts = [\"node*\"]\nuri = \"%s\"\n".formatted(uri)))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("c.toml:3:1: libvirt.nodes.uri: a URI of libvirt with {host}")
                .hasMessageContaining("found " + (uri.isEmpty() ? "none" : uri));
    }

    @Test
    void aTableWithoutHostsOrUriIsRefused() {
        assertThatThrownBy(() -> read("[libvirt.nodes]\nhosts = []\n"))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining(
                        "c.toml:2:1: libvirt.nodes.hosts: names of hosts, or patterns as \"node*\"")
                .hasMessageContaining("libvirt.nodes.uri: a URI of libvirt, as")
                .hasMessageContaining("found none");
        assertThatThrownBy(() -> read("[libvirt.nodes]\nhosts = \"node1\"\n"))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("c.toml:2:1: libvirt.nodes.hosts: a list of texts");
    }

    /// Who is on the controller's machine is no way for others.
    @Test
    void aHostThatTheControllerReachesByASocketNeedsAUriForTheOthers() {
        assertThatThrownBy(
                        () -> read("[libvirt.own]\nhosts = [\"own\"]\nuri = \"qemu:///system\"\n"))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("libvirt.own.peer_uri: a URI by which other hosts reach it")
                .hasMessageContaining("found none");
    }

    @Test
    void aHostBelongsToOneTable() {
        String table =
                """
                [libvirt.%s]
                hosts = ["node1"]
                uri = "qemu+tls://{host}/system"
                """;
        assertThatThrownBy(() -> read(table.formatted("first") + table.formatted("second")))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining(
                        "c.toml:5:1: libvirt.second.hosts: hosts that no other table has expected,"
                                + " found node1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    libvirt.nodes = 1           | libvirt: tables with names of letters
                    libvirt."a b".hosts = ["x"] | libvirt: tables with names of letters
                    """)
    void whatIsNoTableOfHostsIsRefused(String line, String told) {
        assertThatThrownBy(() -> read(line + "\n"))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("c.toml:1:")
                .hasMessageContaining(told);
    }
}
