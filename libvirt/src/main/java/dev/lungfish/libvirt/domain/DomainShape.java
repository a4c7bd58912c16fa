package dev.lungfish.libvirt.domain;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
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
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
            try {
                return new Reading().read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | NumberFormatException e) {
            throw new IOException("the document of a guest can't be read: " + e.getMessage(), e);
        }
    }

    /// What was read so far.
    private static final class Reading {
        private final List<String> path = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final List<String> disks = new ArrayList<>();
        private String type = "";
        private long memory = -1;
        private int cores = -1;
        private String mode = "";
        private String model = "";
        private String source = "";
        private boolean readOnly;

        DomainShape read(XMLStreamReader reader) throws XMLStreamException, IOException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        path.add(reader.getLocalName());
                        text.setLength(0);
                        begin(reader);
                    }
                    case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        end();
                        path.removeLast();
                    }
                    default -> {
                        // Comments are ignored.
                    }
                }
            }
            if (memory < 0 || cores < 0) {
                throw new IOException("the document of a guest says no memory or no processors");
            }
            return new DomainShape(type, memory, cores, mode, model, disks);
        }

        private void begin(XMLStreamReader reader) {
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

        private void end() {
            switch (String.join("/", path)) {
                case "domain/memory" -> memory = Long.parseLong(text.toString().strip());
                case "domain/vcpu" -> cores = cores < 0 ? number(text.toString().strip()) : cores;
                case "domain/cpu/model" -> model = text.toString().strip();
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
