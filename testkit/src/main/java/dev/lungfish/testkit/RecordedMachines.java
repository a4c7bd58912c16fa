package dev.lungfish.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The machines of `testkit/machines`, for `@ParameterizedTest` with `@MethodSource`.
///
/// They are found through the system property `lungfish.checkout`, which the build sets.
public final class RecordedMachines {
    private RecordedMachines() {}

    /// All machines, by name.
    ///
    /// @throws IllegalStateException if the property is not set, or there is no machine
    public static List<RecordedMachine> all() {
        Path folder = folder();
        try (Stream<Path> entries = Files.list(folder)) {
            List<RecordedMachine> machines =
                    entries.filter(Files::isDirectory)
                            .sorted()
                            .map(RecordedMachines::machine)
                            .toList();
            if (machines.isEmpty()) {
                throw new IllegalStateException("no recorded machine in " + folder);
            }
            return machines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The machine with a name.
    public static RecordedMachine named(String name) {
        return machine(folder().resolve(name));
    }

    private static RecordedMachine machine(Path folder) {
        try {
            return new RecordedMachine(
                    String.valueOf(folder.getFileName()),
                    folder,
                    ExpectedFindingsReader.read(folder.resolve("expected.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        String checkout = System.getProperty("lungfish.checkout");
        if (checkout == null) {
            throw new IllegalStateException(
                    "the system property lungfish.checkout is not set: run tests with ./build, or"
                            + " set it to the top of the checkout");
        }
        return Path.of(checkout, "testkit", "machines");
    }
}
