package dev.lungfish.libvirt.domain;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Goes through a document of libvirt from its first element to its last. A document type is not
/// read, so that no entity can expand or fetch anything.
final class DomainDocument {
    /// Deeper than any document of libvirt.
    private static final int DEPTH_LIMIT = 64;

    private DomainDocument() {}

    /// Is told each element.
    interface Visitor {
        /// An element begins.
        ///
        /// @param path the names of the elements from the first to this one; only valid in this
        ///   call
        /// @param element its attributes are read there
        /// @throws IOException if it says what is not allowed
        void begin(List<String> path, XMLStreamReader element) throws IOException;

        /// An element ends.
        ///
        /// @param path as when it began
        /// @param text that stood after the last tag in it, without white space around it
        /// @throws IOException if it says what is not allowed
        default void end(List<String> path, String text) throws IOException {}
    }

    /// Goes through a document.
    ///
    /// @param what it is, for errors
    /// @param first the name of its first element
    /// @throws IOException if it is no XML, or another document, or the visitor throws it
    static void read(String document, String what, String first, Visitor visitor)
            throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
            try {
                read(reader, what, first, visitor);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("%s is not XML: %s".formatted(what, e.getMessage()), e);
        }
    }

    private static void read(XMLStreamReader reader, String what, String first, Visitor visitor)
            throws XMLStreamException, IOException {
        List<String> path = new ArrayList<>();
        List<String> shown = Collections.unmodifiableList(path);
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(reader.getLocalName());
                    text.setLength(0);
                    if (path.size() == 1 && !path.getFirst().equals(first)) {
                        throw new IOException(
                                "%s begins with <%s>, not with <%s>"
                                        .formatted(what, first, path.getFirst()));
                    }
                    if (path.size() > DEPTH_LIMIT) {
                        throw new IOException(
                                "%s has more than %d levels".formatted(what, DEPTH_LIMIT));
                    }
                    visitor.begin(shown, reader);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    visitor.end(shown, text.toString().strip());
                    path.removeLast();
                }
                default -> {
                    // Comments are ignored.
                }
            }
        }
    }
}
