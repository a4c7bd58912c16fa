package dev.lungfish.libvirt.capabilities;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a document into [XmlElement]s. A document type is refused, so that no entity can expand or
/// fetch anything.
final class XmlElementReader {
    /// Deeper than any document of libvirt; limits what untrusted input can allocate.
    private static final int DEPTH_LIMIT = 64;

    private XmlElementReader() {}

    static XmlElement read(String document) throws MalformedCapabilitiesException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
            try {
                return root(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private static XmlElement root(XMLStreamReader reader)
            throws XMLStreamException, MalformedCapabilitiesException {
        Deque<XmlElement> open = new ArrayDeque<>();
        XmlElement root = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlElement element = start(reader);
                    XmlElement parent = open.peek();
                    if (parent == null) {
                        root = element;
                    } else {
                        parent.children().add(element);
                    }
                    if (open.size() == DEPTH_LIMIT) {
                        throw element.malformed("more than " + DEPTH_LIMIT + " levels");
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    XmlElement element = open.peek();
                    if (element != null) {
                        element.text().append(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw malformed(reader, "a document type or entity is not accepted");
                default -> {
                    // Comments and processing instructions are ignored.
                }
            }
        }
        if (root == null) {
            throw malformed(reader, "no element");
        }
        return root;
    }

    private static XmlElement start(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return new XmlElement(
                reader.getLocalName(),
                attributes,
                new ArrayList<>(),
                new StringBuilder(),
                reader.getLocation().getLineNumber(),
                reader.getLocation().getColumnNumber());
    }

    private static MalformedCapabilitiesException malformed(
            XMLStreamReader reader, String problem) {
        return new MalformedCapabilitiesException(
                reader.getLocation().getLineNumber(),
                reader.getLocation().getColumnNumber(),
                problem);
    }

    private static MalformedCapabilitiesException malformed(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        // The parser prefixes its own "ParseError at [row,col]:[1,2]\nMessage: ".
        int start = message.indexOf("Message: ");
        String problem = start < 0 ? message : message.substring(start + "Message: ".length());
        return e.getLocation() == null
                ? new MalformedCapabilitiesException(1, 1, problem)
                : new MalformedCapabilitiesException(
                        e.getLocation().getLineNumber(),
                        e.getLocation().getColumnNumber(),
                        problem);
    }
}
