package dev.lungfish.controller.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.openid.OpenIdSettings;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.text.ReasonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControllerFileTest {
    @TempDir Path folder;

    @Test
    void anEmptyFileMeansTheUsual() {
        ControllerConfiguration usual = ControllerFile.parse("c.toml", "");

        assertThat(usual.pools().rest().policy().rules().mode()).isEqualTo(Mode.RECOMMEND);
        assertThat(usual.database()).isEqualTo("jdbc:sqlite:/var/lib/lungfish-controller/fleet.db");
        assertThat(usual.admin().getAddress().isLoopbackAddress()).isTrue();
        assertThat(usual.names()).isEmpty();
    }

    @Test
    void oneLineChoosesPostgres() {
        ControllerConfiguration read =
                ControllerFile.parse(
                        "c.toml",
                        """
                        [controller]
                        listen = "[::1]:4711"
                        names = ["a.example", "192.0.2.7"]
                        database = "jdbc:postgresql://db.example/fleet?user=lungfish"
                        [leases]
                        mode = "automatic"
                        longest = "2h"
                        """);

        assertThat(read.database()).startsWith("jdbc:postgresql:");
        assertThat(read.listen().getPort()).isEqualTo(4711);
        assertThat(read.listen().getAddress().isLoopbackAddress()).isTrue();
        assertThat(read.names()).isEqualTo(List.of("a.example", "192.0.2.7"));
        assertThat(read.pools().rest().policy().rules().mode()).isEqualTo(Mode.AUTOMATIC);
        assertThat(read.pools().rest().policy().rules().leases().longest())
                .isEqualTo(Duration.ofHours(2));
    }

    /// Without TLS everybody on the way could read tokens.
    @Test
    void theApiIsServedToOthersOnlyByTls() {
        ControllerConfiguration read =
                ControllerFile.parse(
                        "c.toml",
                        """
                        [api]
                        tls = "[::]:16517"
                        certificate = "/etc/c.pem"
                        key = "/etc/c.key"
                        """);

        assertThat(read.api().tls().orElseThrow().getPort()).isEqualTo(16_517);
        assertThat(read.api().files().orElseThrow().key()).isEqualTo(Path.of("/etc/c.key"));
        assertThat(ControllerFile.parse("c.toml", "").api().tls()).isEmpty();
        assertThatThrownBy(() ->
                        ControllerFile.parse("c.toml", "[controller]\nadmin = \"192.0.2.1:16516\""))
                .hasMessageContaining("controller.admin: an address of the loopback")
                .hasMessageContaining("api.tls");
        assertThatThrownBy(() -> ControllerFile.parse("c.toml", "[api]\nkey = \"/etc/c.key\""))
                .hasMessageContaining("api.certificate: a file");
    }

    @Test
    void anOpenIdProviderIsNamedWithItsGroups() {
        OpenIdSettings read =
                ControllerFile.parse(
                                "c.toml",
                                """
                                [api.oidc]
                                issuer = "https://login.example.org/realms/fleet"
                                audience = "lungfish"
                                claim = "realm_access.roles"
                                operator = ["night-shift", "platform"]
                                authority = "/etc/ssl/login.pem"
                                """)
                        .api()
                        .openId()
                        .orElseThrow();

        assertThat(read.issuer()).hasHost("login.example.org");
        assertThat(read.name()).isEqualTo("sub");
        assertThat(read.groups().get(Role.OPERATOR)).containsOnly("night-shift", "platform");
        assertThat(read.groups().get(Role.ADMIN)).isEmpty();
        assertThat(read.authority()).contains(Path.of("/etc/ssl/login.pem"));
    }

    /// Whoever is on the way to a provider without TLS would say who is an admin.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.org",
                "https://login.example.org?realm=fleet",
                "login.example.org",
                "ftp://127.0.0.1",
                "https:///realms",
                "a b"
            })
    void aProviderIsAskedOnlyByTls(String issuer) {
        assertThatThrownBy(() ->
                        ControllerFile.parse(
                                "c.toml",
                                """
                                [api.oidc]
                                issuer = "%s"
                                audience = "lungfish"
                                admin = ["platform"]
                                """
                                        .formatted(issuer)))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("c.toml:2:1")
                .hasMessageContaining("api.oidc.issuer");
    }

    @Test
    void aProviderWithoutAudienceOrGroupsIsRefused() {
        assertThatThrownBy(() ->
                        ControllerFile.parse(
                                "c.toml", "[api.oidc]\nissuer = \"https://login.example.org\""))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("api.oidc.audience")
                .hasMessageContaining("groups of viewer, operator, admin");
    }

    @Test
    void tellsAllThatIsWrongWithItsPlace() {
        assertThatThrownBy(() ->
                        ControllerFile.parse(
                                "c.toml",
                                """
                                [controller]
                                listen = "everywhere"
                                colour = "red"
                                names = [1]
                                [leases]
                                mode = "on"
                                first = "8h"
                                longest = "1h"
                                """))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining("c.toml:2:")
                .hasMessageContaining("controller.listen: an address and a port")
                .hasMessageContaining("c.toml:3:")
                .hasMessageContaining("controller.colour is no setting")
                .hasMessageContaining("controller.names: a list of texts")
                .hasMessageContaining("leases.mode: off, recommend, automatic expected, found on")
                .hasMessageContaining("leases.first or more");
    }

    @Test
    void aFileThatIsNamedMustBeThereAndItsOwnersAlone() throws Exception {
        Path file = folder.resolve("c.toml");
        assertThatThrownBy(() -> ControllerFile.read(Optional.of(file)))
                .hasMessageContaining("cannot be read");

        Path written = Files.writeString(file, "");
        assertThat(written.toFile().setWritable(true, false)).isTrue();

        assertThatThrownBy(() -> ControllerFile.read(Optional.of(file)))
                .hasMessageContaining("chmod o-w");
    }
}
