package dev.lungfish.libvirt.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsProgram(value = "openssl", install = "openssl")
class PrivateKeyReaderTest {
    @TempDir Path folder;

    @Test
    void readsAnRsaKeyInEveryForm() throws Exception {
        openssl("genrsa", "-traditional", "-out", "pkcs1.pem", "2048");
        openssl("pkey", "-in", "pkcs1.pem", "-out", "pkcs8.pem");

        assertThat(Files.readString(file("pkcs1.pem"))).contains("BEGIN RSA PRIVATE KEY");
        assertThat(read("pkcs1.pem", "RSA")).isEqualTo(read("pkcs8.pem", "RSA"));
    }

    @Test
    void readsAKeyOfAnEllipticCurveInEveryForm() throws Exception {
        for (String curve : new String[] {"prime256v1", "secp384r1", "secp521r1"}) {
            openssl("ecparam", "-name", curve, "-genkey", "-out", "sec1.pem");
            openssl("pkcs8", "-topk8", "-nocrypt", "-in", "sec1.pem", "-out", "pkcs8.pem");

            assertThat(Files.readString(file("sec1.pem")))
                    .contains("BEGIN EC PARAMETERS")
                    .contains("BEGIN EC PRIVATE KEY");
            assertThat(secret(read("sec1.pem", "EC")))
                    .as(curve)
                    .isEqualTo(secret(read("pkcs8.pem", "EC")));
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        openssl("genrsa", "-aes128", "-passout", "pass:secret", "-out", "locked.pem", "2048");
        openssl(
                "genrsa",
                "-traditional",
                "-aes128",
                "-passout",
                "pass:secret",
                "-out",
                "old.pem",
                "2048");
        openssl("genrsa", "-out", "rsa.pem", "2048");
        Files.writeString(file("text.pem"), "not a key\n");
        Files.writeString(file("other.pem"), "-----BEGIN OTHER-----\nAAAA\n-----END OTHER-----\n");

        fails("locked.pem", "protected by a password");
        fails("old.pem", "protected by a password");
        fails("text.pem", "no PEM file");
        fails("other.pem", "no private key among the blocks: OTHER");
        fails("missing.pem", "no such file");
        assertThatThrownBy(() -> read("rsa.pem", "EC"))
                .hasMessageContaining("no private key for the certificate")
                .hasMessageContaining("EC");
    }

    private void fails(String name, String message) {
        assertThatThrownBy(() -> read(name, "RSA"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file(name).toString())
                .hasMessageContaining(message);
    }

    private PrivateKey read(String name, String algorithm) throws IOException {
        return PrivateKeyReader.read(file(name), algorithm);
    }

    private static BigInteger secret(PrivateKey key) {
        return ((ECPrivateKey) key).getS();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void openssl(String... arguments) throws IOException, InterruptedException {
        Certificates.openssl(folder, arguments);
    }
}
