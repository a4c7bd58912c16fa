package dev.lungfish.libvirt.domain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The parts of a guest that say where else it can run.
///
/// @param type by what it runs: `kvm`, `qemu`
/// @param memoryKibibytes that it may use at most
/// @param virtualCores that it has now
/// @param cpuMode `host-passthrough`, `maximum`, `host-model`, `custom`; empty where none is given
/// @param cpuModel libvirt's name of its processor; empty where none is given
/// @param disks the files and devices of this host that it can write to
///
///   **Source:** `memory`, `vcpu`, `cpu` and `disk` in `docs/formatdomain.rst`.
public record DomainShape(
        String type,
        long memoryKibibytes,
        int virtualCores,
        String cpuMode,
        String cpuModel,
        List<String> disks) {
    public DomainShape {
        disks = List.copyOf(disks);
    }

    /// Reads the document of `virDomainGetXMLDesc`.
    ///
    /// @throws IOException if it is no XML, or says no memory or processors
    public static DomainShape read(String document) throws IOException {
        Reading reading = new Reading();
        try {
            DomainDocument.read(document, "the document of a guest", "domain", reading);
        } catch (NumberFormatException e) {
            throw new IOException("the document of a guest can't be read: " + e.getMessage(), e);
        }
        return reading.shape();
    }

    /// What was read so far.
    private static final class Reading implements DomainDocument.Visitor {
        private final List<String> disks = new ArrayList<>();
        private String type = "";
        private long memory = -1;
        private int cores = -1;
        private String mode = "";
        private String model = "";
        private String source = "";
        private boolean readOnly;

        DomainShape shape() throws IOException {
            if (memory < 0 || cores < 0) {
                throw new IOException("the document of a guest says no memory or no processors");
            }
            return new DomainShape(type, memory, cores, mode, model, disks);
        }

        @Override
        public void begin(List<String> path, XMLStreamReader reader) {
            switch (String.join("/", path)) {
                case "domain" -> type = given(reader.getAttributeValue(null, "type"));
                case "domain/vcpu" -> cores = number(reader.getAttributeValue(null, "current"));
                case "domain/cpu" -> mode = given(reader.getAttributeValue(null, "mode"));
                case "domain/devices/disk" -> {
                    source = "";
                    readOnly = false;
                }
                case "domain/devices/disk/source" ->
                        source =
                                given(reader.getAttributeValue(null, "file"))
                                        + given(reader.getAttributeValue(null, "dev"));
                case "domain/devices/disk/readonly" -> readOnly = true;
                default -> {
                    // Says nothing of where it can run.
                }
            }
        }

        @Override
        public void end(List<String> path, String text) {
            switch (String.join("/", path)) {
                case "domain/memory" -> memory = Long.parseLong(text);
                case "domain/vcpu" -> cores = cores < 0 ? number(text) : cores;
                case "domain/cpu/model" -> model = text;
                case "domain/devices/disk" -> {
                    if (!source.isEmpty() && !readOnly) {
                        disks.add(source);
                    }
                }
                default -> {
                    // Says nothing of where it can run.
                }
            }
        }

        private static int number(@Nullable String value) {
            return value == null ? -1 : Integer.parseInt(value);
        }

        private static String given(@Nullable String value) {
            return value == null ? "" : value;
        }
    }
}
