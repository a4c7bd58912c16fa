package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/certificates.md` says, as it stands there, and uses what came of it: a daemon
/// and its metrics by TLS, virsh, our command, curl, and a neighbour.
@Timeout(180)
@NeedsProgram(
        value = {"openssl", "unshare", "virsh", "curl"},
        install = "openssl util-linux libvirt-clients curl")
class CertificatesPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("lungfish.checkout", ""), "docs", "certificates.md");

    /// The page installs into `/etc/pki`: here into an `/etc` of its own, whose new files are
    /// copied out at the end.
    private static final String OWN_ETC =
            """
            set -eu
            mkdir -p "$1/mount" "$1/made"
            mount -t tmpfs own "$1/mount"
            mkdir "$1/mount/up" "$1/mount/work"
            mount -t overlay own -o "lowerdir=/etc,upperdir=$1/mount/up,workdir=$1/mount/work" /etc
            cd "$1/made"
            sh -eu "$1/page.sh"
            cp -r /etc/pki "$1/pki"
            """;

    @TempDir private Path folder;
    private final List<ServedMachine> machines = new ArrayList<>();

    @AfterEach
    void end() {
        machines.forEach(ServedMachine::close);
    }

    @Test
    void whatThePageMakesServesVirshOurCommandTheMetricsAndANeighbour() throws Exception {
        String page = Files.readString(PAGE);
        runAsItStands(page);
        int metrics = FreePort.onLoopback();
        ServedMachine host = machine("host");
        Process serving = host.serve(configuration(page, metrics, ""));
        Path pki = folder.resolve("made/lungfish-ca/pki-admin1");
        String place = "localhost:%s/system?pkipath=%s".formatted(host.port("at=\"tls"), pki);

        Told name = host.virsh("qemu+tls://" + place, "hostname");
        assertThat(name.code()).as(name.out()).isZero();
        Told status = host.played().run("--connect", "lungfish+tls://" + place, "status");
        assertThat(status.out()).as(status.err()).startsWith("no request runs");
        String url = "https://localhost:%d/metrics".formatted(metrics);
        assertThat(curl(pki, url)).contains("lungfish_build_info");

        ServedMachine sleeper = machine("sleeper");
        var _ = sleeper.serve("[neighbour]", "hosts = ['lungfish+tls://" + place + "']");
        Told slept =
                sleeper.played()
                        .run(
                                "--connect",
                                sleeper.ourUri("libvirt-sock"),
                                "suspend",
                                "mem",
                                "--for",
                                "60s");
        assertThat(slept.code()).as(slept.out() + slept.err()).isZero();
        assertThat(host.played().awaitLine(serving, "expecting a sleeper"))
                .contains("host=sleeper");
    }

    /// The lists of the page are what keeps others out.
    @Test
    void whomTheListsDoNotNameIsTurnedAway() throws Exception {
        String page = Files.readString(PAGE);
        runAsItStands(page);
        int metrics = FreePort.onLoopback();
        ServedMachine host = machine("host");
        var _ = host.serve(configuration(page, metrics, "CN=admin2,O=Example"));
        Path pki = folder.resolve("made/lungfish-ca/pki-admin1");
        String place = "localhost:%s/system?pkipath=%s".formatted(host.port("at=\"tls"), pki);

        Told refused = host.virsh("qemu+tls://" + place, "hostname");
        assertThat(refused.code()).isNotZero();
        assertThat(host.awaitLog("not among those")).contains("CN=admin1,O=Example");
        assertThat(curl(pki, "https://localhost:%d/metrics".formatted(metrics)))
                .doesNotContain("lungfish_build_info");
    }

    /// All blocks in the language `sh`, one after the other, as a reader would.
    private void runAsItStands(String page) throws Exception {
        List<String> blocks = blocks(page, "sh");
        assertThat(blocks).hasSizeGreaterThan(5);
        Files.writeString(folder.resolve("page.sh"), asOfReader(String.join("", blocks)));
        Path own = Files.writeString(folder.resolve("own-etc.sh"), OWN_ETC);
        Told told =
                ServedMachine.run(
                        List.of(
                                "unshare",
                                "--map-root-user",
                                "--mount",
                                "sh",
                                own.toString(),
                                folder.toString()));
        assertThat(told.code()).as(told.out()).isZero();
        assertThat(told.out()).contains("localhost.cert.pem: OK", "admin1.cert.pem: OK");
        assertThat(folder.resolve("pki/libvirt/clientcert.pem")).exists();
    }

    /// The reader puts in the name and the address of the host.
    private static String asOfReader(String text) {
        return text.replace("vmhost1.example", "localhost").replace("192.0.2.11", "127.0.0.1");
    }

    /// The configuration of the page, with ports that are free and the files that were installed.
    ///
    /// @param allowed in place of whom the page admits; empty for those
    private String[] configuration(String page, int metrics, String allowed) {
        List<String> blocks = blocks(page, "toml");
        assertThat(blocks).hasSize(1);
        String text =
                blocks.getFirst()
                        .replace("*:16514", "127.0.0.1:0")
                        .replace("*:9750", "127.0.0.1:" + metrics)
                        .replaceAll("(?s)\\[neighbour].*", "");
        Path pki = folder.resolve("pki");
        String files =
                """
                [daemon]
                tls_certificate = "%s/libvirt/servercert.pem"
                tls_key = "%s/libvirt/private/serverkey.pem"
                tls_authority = "%s/CA/cacert.pem"
                """
                        .formatted(pki, pki, pki);
        return (allowed.isEmpty() ? text : text.replace("CN=admin1,O=Example", allowed))
                .replace("[daemon]\n", files)
                .split("\n");
    }

    private static List<String> blocks(String page, String language) {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.toList());
    }

    private ServedMachine machine(String name) throws Exception {
        ServedMachine made = ServedMachine.of(Files.createDirectory(folder.resolve(name)));
        made.played().write("/proc/sys/kernel/hostname", name + "\n");
        machines.add(made);
        return made;
    }

    private static String curl(Path pki, String url) throws Exception {
        return ServedMachine.run(
                        List.of(
                                "curl",
                                "-sS",
                                "--ipv4",
                                "--noproxy",
                                "*",
                                "--cacert",
                                pki.resolve("cacert.pem").toString(),
                                "--cert",
                                pki.resolve("clientcert.pem").toString(),
                                "--key",
                                pki.resolve("clientkey.pem").toString(),
                                url))
                .out();
    }
}
