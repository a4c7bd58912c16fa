package dev.lungfish.libvirt.tls;

import java.io.IOException;
import java.nio.file.Path;

/// Reads what [Certificates] made.
public final class MadeCredentials {
    private MadeCredentials() {}

    /// The server's three files.
    public static Credentials server(Path folder) throws IOException {
        return Credentials.read(
                folder.resolve("cacert.pem"),
                folder.resolve("servercert.pem"),
                folder.resolve("serverkey.pem"));
    }
}
