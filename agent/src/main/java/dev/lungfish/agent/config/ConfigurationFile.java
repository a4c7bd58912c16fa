package dev.lungfish.agent.config;

import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.PathReason;
import dev.lungfish.linux.tree.TrustedPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds and reads the configuration.
public final class ConfigurationFile {
    /// Where it lies where nothing else is said; under the root of a record, its own.
    public static final String USUAL_PLACE = "/etc/lungfish/lungfish.toml";

    private static final int LIMIT_BYTES = Bounds.CONFIGURATION_BYTES;

    private ConfigurationFile() {}

    /// Reads the configuration.
    ///
    /// @param tree whose usual place is looked at; a missing file there forbids nothing
    /// @param named the file that was named instead, on this machine; that one must exist
    /// @throws ConfigurationException with all problems
    public static Configuration read(HostTree tree, Optional<Path> named)
            throws ConfigurationException {
        if (named.isPresent()) {
            return ConfigurationParser.parse(named.get().toString(), readNamed(named.get()));
        }
        requireTrusted(tree, USUAL_PLACE);
        return switch (tree.text(USUAL_PLACE)) {
            case Reading.Present<String>(_, String text, _) ->
                    ConfigurationParser.parse(USUAL_PLACE, text);
            case Reading.Absent<String> _ -> Configuration.none();
            case Reading<String> broken ->
                    throw unusable(
                            USUAL_PLACE, new ConfigurationReason.SettingInvalid(broken.found()));
        };
    }

    /// What others can change is not relied on: it says which programs are asked, and who may come.
    private static void requireTrusted(HostTree tree, String file) throws ConfigurationException {
        Optional<PathReason.PathChangeable> changeable =
                tree.exists(file) ? TrustedPath.distrust(tree, file) : Optional.empty();
        if (changeable.isPresent()) {
            throw unusable(file, changeable.get());
        }
    }

    private static String readNamed(Path file) throws ConfigurationException {
        if (!Files.exists(file)) {
            throw unusable(file.toString(), new ConfigurationReason.SettingFileMissing());
        }
        if (!Files.isRegularFile(file)) {
            throw unusable(
                    file.toString(),
                    new ConfigurationReason.SettingFileNotRegular(Files.isDirectory(file)));
        }
        requireTrusted(HostTree.live(), file.toAbsolutePath().normalize().toString());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LIMIT_BYTES + 1);
            if (content.length > LIMIT_BYTES) {
                throw unusable(
                        file.toString(), new ConfigurationReason.SettingFileTooLong(LIMIT_BYTES));
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException _) {
            throw unusable(file.toString(), new ConfigurationReason.SettingFileNotText());
        } catch (AccessDeniedException _) {
            throw unusable(file.toString(), new ConfigurationReason.SettingFileDenied());
        } catch (IOException e) {
            throw unusable(
                    file.toString(),
                    new ConfigurationReason.SettingFileFailed(String.valueOf(e.getMessage())));
        }
    }

    private static ConfigurationException unusable(String file, Reason what) {
        return new ConfigurationException(List.of(Problem.ofFile(file, what)));
    }
}
