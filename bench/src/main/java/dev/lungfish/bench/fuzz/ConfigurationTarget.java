package dev.lungfish.bench.fuzz;

import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.config.ConfigurationFile;
import dev.lungfish.linux.tree.HostTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A configuration.
public final class ConfigurationTarget {
    private static final Path FILE = Scratch.folder().resolve("lungfish.toml");
    private static final HostTree TREE = HostTree.live();

    static {
        // A fuzzer switches all assertions on; a daemon has none of a library's.
        ConfigurationTarget.class.getClassLoader().setPackageAssertionStatus("org.tomlj", false);
    }

    private ConfigurationTarget() {}

    /// Takes one.
    public static void fuzzerTestOneInput(byte[] text) throws IOException {
        Files.write(FILE, text);
        try {
            Configuration _ = ConfigurationFile.read(TREE, Optional.of(FILE));
        } catch (ConfigurationException e) {
            if (e.problems().isEmpty()) {
                throw new IllegalStateException("refused without a problem", e);
            }
        }
    }
}
