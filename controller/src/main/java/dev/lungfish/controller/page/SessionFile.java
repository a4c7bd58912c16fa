package dev.lungfish.controller.page;

import dev.lungfish.controller.page.PageSession.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps sessions in a file that only its owner may read: a line for each, without any secret.
///
/// @param folder of the controller
record SessionFile(Path folder) {
    private static final String FILE = "page.sessions";

    /// What stands for the token of the folder; no token of the controller has this name.
    private static final String LOCAL = "local";

    private static final int MOST_BYTES = 1024 * 1024;

    /// All that are understood. A line that is not costs somebody a sign-in.
    List<PageSession> read() throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file) || Files.size(file) > MOST_BYTES) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.flatMap(line -> session(line).stream()).toList();
        }
    }

    private static Optional<PageSession> session(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4) {
            return Optional.empty();
        }
        try {
            Credential who =
                    words[1].equals(LOCAL)
                            ? new Credential.Local()
                            : new Credential.Named(words[1]);
            return Optional.of(
                    new PageSession(
                            words[0], who, Instant.parse(words[2]), Instant.parse(words[3])));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    void write(List<PageSession> sessions) throws IOException {
        String text =
                sessions.stream()
                        .flatMap(session -> line(session).stream())
                        .collect(Collectors.joining());
        Path partial =
                Files.createTempFile(
                        folder,
                        FILE,
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Path _ = Files.writeString(partial, text);
        Path _ =
                Files.move(
                        partial,
                        folder.resolve(FILE),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<String> line(PageSession session) {
        Optional<String> name =
                switch (session.who()) {
                    case Credential.Named(String known) -> Optional.of(known);
                    case Credential.Local _ -> Optional.of(LOCAL);
                    case Credential.OpenId _ -> Optional.empty();
                };
        return name.map(word ->
                "%s %s %s %s\n".formatted(session.print(), word, session.made(), session.used()));
    }
}
