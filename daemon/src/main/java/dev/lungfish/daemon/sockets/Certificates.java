package dev.lungfish.daemon.sockets;

import dev.lungfish.agent.config.CertificateFiles;
import dev.lungfish.libvirt.tls.Credentials;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the daemon shows by TLS, and whom it lets in by their certificates.
public final class Certificates {
    private Certificates() {}

    /// Reads the daemon's own and the authority's.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static Credentials read(CertificateFiles files) throws IOException {
        return Credentials.read(files.authority(), files.certificate(), files.key());
    }

    /// Whom a list of names lets in: all where it is empty.
    ///
    /// @param allowed distinguished names as in RFC 2253, in which `*` stands for any characters
    public static Predicate<String> admits(List<String> allowed) {
        if (allowed.isEmpty()) {
            return name -> true;
        }
        List<Pattern> patterns =
                allowed.stream()
                        .map(name ->
                                Pattern.compile(
                                        Pattern.compile("\\*")
                                                .splitAsStream(name + "\0")
                                                .map(part -> part.replace("\0", ""))
                                                .map(Pattern::quote)
                                                .collect(Collectors.joining(".*")),
                                        Pattern.DOTALL))
                        .toList();
        return name -> patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
