package dev.lungfish.libvirt.domain;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
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
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("the capabilities for guests are not XML: " + e.getMessage(), e);
        }
    }

    private static DomainCapabilities read(XMLStreamReader reader)
            throws XMLStreamException, IOException {
        List<String> path = new ArrayList<>();
        Set<String> models = new LinkedHashSet<>();
        StringBuilder text = new StringBuilder();
        boolean custom = false;
        boolean usable = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(reader.getLocalName());
                    text.setLength(0);
                    String at = String.join("/", path);
                    if (path.size() == 1 && !at.equals("domainCapabilities")) {
                        throw new IOException(
                                "the capabilities for guests begin with <domainCapabilities>, not with <%s>"
                                        .formatted(at));
                    }
                    if (at.equals("domainCapabilities/cpu/mode")) {
                        custom = "custom".equals(reader.getAttributeValue(null, "name"));
                    }
                    usable =
                            at.equals("domainCapabilities/cpu/mode/model")
                                    && custom
                                    && "yes".equals(reader.getAttributeValue(null, "usable"));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (usable) {
                        models.add(text.toString().strip());
                    }
                    usable = false;
                    path.removeLast();
                }
                default -> {
                    // Comments are ignored.
                }
            }
        }
        return new DomainCapabilities(models);
    }
}
