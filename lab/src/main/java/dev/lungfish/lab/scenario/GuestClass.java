package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/// Puts a class of the lab into a guest, which has none of the lab's jars.
final class GuestClass {
    /// Where it lies there: an entry for a class path.
    static final String CLASS_PATH = "/tmp";

    /// What the serial port of a guest takes at once.
    private static final int PIECE = 1000;

    private GuestClass() {}

    /// Copies it, in pieces.
    static void put(Host host, Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        String coded = "%s/%s.coded".formatted(CLASS_PATH, type.getSimpleName());
        try (InputStream in = GuestClass.class.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new LabException("the class " + path + " is missing");
            }
            String encoded = Base64.getEncoder().encodeToString(in.readAllBytes());
            for (int start = 0; start < encoded.length(); start += PIECE) {
                String piece = encoded.substring(start, Math.min(encoded.length(), start + PIECE));
                var _ = host.run("printf %%s '%s' >>%s".formatted(piece, coded));
            }
            var _ =
                    host.run(
                            "mkdir -p %1$s/%2$s; base64 -d %4$s >%1$s/%3$s"
                                    .formatted(
                                            CLASS_PATH,
                                            path.substring(0, path.lastIndexOf('/')),
                                            path,
                                            coded));
        } catch (IOException e) {
            throw new LabException("the class " + path + " can't be read: " + e, e);
        }
    }
}
