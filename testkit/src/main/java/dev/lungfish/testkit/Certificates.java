package dev.lungfish.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes certificates with openssl, in libvirt's files.
public final class Certificates {
    private static final String AUTHORITY = "CN=Lungfish test authority";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /// An authority with a certificate for a server and one for a client, in `cacert.pem`,
    /// `servercert.pem`, `serverkey.pem`, `clientcert.pem` and `clientkey.pem`.
    ///
    /// @param kind `rsa:2048` or `ec`
    public static Path in(Path folder, String kind) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Certificates certificates = new Certificates(folder);
        certificates.key("ca", kind);
        certificates.openssl(
                "req",
                "-x509",
                "-new",
                "-key",
                "cakey.pem",
                "-out",
                "cacert.pem",
                "-days",
                "2",
                "-subj",
                "/" + AUTHORITY,
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign");
        certificates.signed("server", kind, "serverAuth", "/CN=localhost");
        certificates.signed("client", kind, "clientAuth", "/O=Lungfish/CN=tester");
        return folder;
    }

    private void signed(String name, String kind, String use, String subject)
            throws IOException, InterruptedException {
        key(name, kind);
        Path extensions = folder.resolve(name + ".ext");
        Files.writeString(
                extensions,
                """
                basicConstraints=critical,CA:FALSE
                keyUsage=critical,digitalSignature,keyEncipherment
                extendedKeyUsage=%s
                subjectAltName=DNS:localhost,IP:127.0.0.1
                """
                        .formatted(use));
        openssl("req", "-new", "-key", name + "key.pem", "-out", name + ".csr", "-subj", subject);
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "cacert.pem",
                "-CAkey",
                "cakey.pem",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                extensions.toString(),
                "-out",
                name + "cert.pem");
    }

    /// Writes the authority's revocation list, `cacrl.pem`.
    ///
    /// @param seconds for how long it counts
    /// @param names of those in it: `client`
    public static void revoke(Path folder, int seconds, String... names)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("index.txt"), "");
        Files.writeString(
                folder.resolve("ca.conf"),
                """
                [ca]
                default_ca = it
                [it]
                database = index.txt
                default_md = sha256
                certificate = cacert.pem
                private_key = cakey.pem
                """);
        for (String name : names) {
            openssl(folder, "ca", "-config", "ca.conf", "-revoke", name + "cert.pem");
        }
        openssl(
                folder,
                "ca",
                "-config",
                "ca.conf",
                "-gencrl",
                "-crlsec",
                String.valueOf(seconds),
                "-out",
                "cacrl.pem");
    }

    private void key(String name, String kind) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("genpkey", "-out", name + "key.pem"));
        if (kind.startsWith("rsa:")) {
            command.addAll(
                    List.of(
                            "-algorithm",
                            "RSA",
                            "-pkeyopt",
                            "rsa_keygen_bits:" + kind.substring("rsa:".length())));
        } else {
            command.addAll(List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
        }
        openssl(command.toArray(String[]::new));
    }

    private void openssl(String... arguments) throws IOException, InterruptedException {
        openssl(folder, arguments);
    }

    /// Runs openssl in a folder, and throws if it fails.
    public static void openssl(Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }
}
