package dev.lungfish.libvirt.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.NoSuchElementException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/// Messages as the JDK makes them (Temurin 25.0.3).
class FailureWordsTest {
    @Test
    void neverNameAClass() {
        List<Throwable> failures =
                List.of(
                        new NoSuchFileException("/etc/pki/CA/cacert.pem"),
                        new AccessDeniedException("/etc/pki/libvirt/private/serverkey.pem"),
                        new UnknownHostException("lab7"),
                        new EOFException(),
                        new AsynchronousCloseException(),
                        new UnresolvedAddressException(),
                        new UnsupportedAddressTypeException(),
                        new NoSuchElementException(),
                        new StackOverflowError("in a test"),
                        new SSLHandshakeException(
                                "PKIX path building failed:"
                                    + " sun.security.provider.certpath.SunCertPathBuilderException:"
                                    + " unable to find valid certification path"),
                        new IOException(new NoSuchFileException("/a")));

        assertThat(failures.stream().map(FailureWords::of))
                .containsExactly(
                        "'/etc/pki/CA/cacert.pem' does not exist",
                        "'/etc/pki/libvirt/private/serverkey.pem': permission denied",
                        "no address is known of 'lab7'",
                        "the peer ended the connection",
                        "the connection is closed",
                        "no address is known of it",
                        "this JVM has found no IPv6",
                        "no such element",
                        "stack overflow: in a test",
                        "PKIX path building failed: unable to find valid certification path",
                        "/a");
    }
}
