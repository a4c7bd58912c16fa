package dev.lungfish.agent.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file with a secret in its first line, so that it is not visible in a list of processes.
public final class SecretFile {
    private static final String STANDARD_INPUT = "-";

    /// More than any secret has.
    private static final int MOST = 1024;

    private SecretFile() {}

    /// The first line, without its end and white space around.
    ///
    /// @param name of the file; `-` for the standard input
    /// @throws IOException if it can't be read, is no text, or its first line is empty or too long;
    ///   the message never has the secret
    public static String firstLine(String name) throws IOException {
        Path file = Path.of(name.equals(STANDARD_INPUT) ? "/dev/stdin" : name);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (int next = reader.read(); next >= 0 && next != '\n'; next = reader.read()) {
                line.append((char) next);
                if (line.length() > MOST) {
                    throw new IOException(
                            "a first line of at most " + MOST + " characters expected");
                }
            }
            String secret = line.toString().strip();
            if (secret.isEmpty()) {
                throw new IOException("a secret in the first line expected, and it is empty");
            }
            return secret;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (MalformedInputException e) {
            throw new IOException("text in UTF-8 expected", e);
        }
    }
}
