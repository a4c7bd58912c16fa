package dev.lungfish.libvirt.domain;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;

/// What a host can give its guests, as far as it says where a guest can run.
///
/// @param models of processors that guests can be given, by libvirt's names
///
///   **Source:** `cpu` in `docs/formatdomaincaps.rst`: the models of the mode `custom` with
///   `usable='yes'`.
public record DomainCapabilities(Set<String> models) {
    public DomainCapabilities {
        models = Set.copyOf(models);
    }

    /// Reads the document of `virConnectGetDomainCapabilities`.
    ///
    /// @throws IOException if it is no XML, or another document
    public static DomainCapabilities read(String document) throws IOException {
        Reading reading = new Reading();
        DomainDocument.read(
                document, "the document of what guests can have", "domainCapabilities", reading);
        return new DomainCapabilities(reading.models);
    }

    /// What was read so far.
    private static final class Reading implements DomainDocument.Visitor {
        private static final List<String> MODE = List.of("domainCapabilities", "cpu", "mode");
        private static final List<String> MODEL =
                List.of("domainCapabilities", "cpu", "mode", "model");

        private final Set<String> models = new LinkedHashSet<>();
        private boolean custom;
        private boolean usable;

        @Override
        public void begin(List<String> path, XMLStreamReader element) {
            if (path.equals(MODE)) {
                custom = "custom".equals(element.getAttributeValue(null, "name"));
            }
            usable =
                    custom
                            && path.equals(MODEL)
                            && "yes".equals(element.getAttributeValue(null, "usable"));
        }

        @Override
        public void end(List<String> path, String text) {
            if (usable) {
                models.add(text);
            }
            usable = false;
        }
    }
}
