package dev.lungfish.agent.config;

import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.policy.Trace;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file with a recorded load (`docs/policy.md`).
public final class TraceFile {
    /// A look each second for a year would be longer; nobody reads the story of that.
    private static final long LIMIT_BYTES = 256L * 1024 * 1024;

    private TraceFile() {}

    /// Reads it.
    ///
    /// @throws ConfigurationException where it can't be read or understood
    public static List<Situation> read(Path file) throws ConfigurationException {
        try {
            if (Files.size(file) > LIMIT_BYTES) {
                throw new IOException("longer than " + LIMIT_BYTES + " bytes");
            }
            return Trace.parse(Files.readString(file));
        } catch (IOException e) {
            throw problem(file, new ConfigurationReason.SettingFileFailed(FailureWords.of(e)));
        } catch (IllegalArgumentException e) {
            throw problem(file, ConfigurationReason.SettingInvalid.of(e));
        }
    }

    private static ConfigurationException problem(Path file, Reason what) {
        return new ConfigurationException(List.of(Problem.ofFile(file.toString(), what)));
    }
}
