package dev.lungfish.state.kept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.PemText;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.state.directory.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetKeysTest {
    @TempDir private Path folder;

    @Test
    void whoTriesAgainShowsTheSameKey() throws Exception {
        KeyPair first = keys().pending();
        KeyPair again = keys().pending();

        assertThat(again.getPublic()).isEqualTo(first.getPublic());
        String open = PemText.of(again.getPublic());
        assertThat(open).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("KEY-----\n");
        Signature check = Signature.getInstance(EnrolmentRequest.SIGNATURE_ALGORITHM);
        check.initVerify(first.getPublic());
        check.update(EnrolmentRequest.signedBytes("token", open));
        assertThat(
                        check.verify(
                                Base64.getDecoder()
                                        .decode(
                                                FleetKeys.signature(
                                                        again.getPrivate(), "token", open))))
                .isTrue();
    }

    @Test
    void theKeyIsUsedOnceItsCertificateIsThereAndTheNextEnrolmentHasAnother() throws Exception {
        KeyPair first = keys().pending();

        keys().keep(new Enrolment("certificate\n", "authority\n", new Epoch(1)));

        assertThat(keys().folder().resolve("clientcert.pem")).hasContent("certificate\n");
        assertThat(keys().folder().resolve("cacert.pem")).hasContent("authority\n");
        assertThat(keys().folder().resolve("clientkey.pem")).content().contains("PRIVATE KEY");
        assertThat(keys().pending().getPublic()).isNotEqualTo(first.getPublic());
    }

    @Test
    void nobodyElseReadsTheKey() throws Exception {
        KeyPair _ = keys().pending();

        assertThat(mode(keys().folder())).isEqualTo("rwx------");
        assertThat(mode(keys().folder().resolve("enrolling-key.pem"))).isEqualTo("rw-------");
    }

    @Test
    void allOfItCanBeRemoved() throws Exception {
        keys().remove();
        KeyPair _ = keys().pending();

        keys().remove();

        assertThat(keys().folder()).doesNotExist();
    }

    private FleetKeys keys() {
        return new FleetKeys(new StateDirectory(folder.resolve("state"), "rwx------"));
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
