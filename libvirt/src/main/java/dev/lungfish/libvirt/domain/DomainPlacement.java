package dev.lungfish.libvirt.domain;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;

/// Where a guest is to run, as somebody wrote it into the `metadata` of its document:
///
/// ```
/// <metadata>
///   <placement xmlns='urn:lungfish:placement:1'>
///     <label>ssd</label> <together>shop</together> <apart>database</apart> <pinned>anna</pinned>
///   </placement>
/// </metadata>
/// ```
///
/// @param labels that its host must have
/// @param together a group whose guests run on one host; empty where it is in none
/// @param apart groups whose guests run on different hosts
/// @param pinned who bound it to its host; empty where nobody did
///
///   **Source:** `metadata` in `docs/formatdomain.rst`: one element for each namespace.
public record DomainPlacement(
        Set<String> labels, Optional<String> together, Set<String> apart, Optional<String> pinned) {
    /// The namespace of the element.
    public static final String NAMESPACE = "urn:lungfish:placement:1";

    /// Longer words and more of them say nothing.
    private static final int MOST_WORDS = 64;

    private static final int MOST_LETTERS = 256;
    private static final int DEPTH = 4;

    public DomainPlacement {
        labels = Set.copyOf(labels);
        apart = Set.copyOf(apart);
    }

    /// Reads the document of `virDomainGetXMLDesc`.
    ///
    /// @throws IOException if it is no XML, or says more than is allowed
    public static DomainPlacement read(String document) throws IOException {
        Reading reading = new Reading();
        DomainDocument.read(document, "the document of a guest", "domain", reading);
        return reading.placement();
    }

    /// What was read so far.
    private static final class Reading implements DomainDocument.Visitor {
        private static final List<String> PLACE = List.of("domain", "metadata", "placement");

        private final Set<String> labels = new LinkedHashSet<>();
        private final Set<String> apart = new LinkedHashSet<>();
        private Optional<String> together = Optional.empty();
        private Optional<String> pinned = Optional.empty();
        private boolean within;

        DomainPlacement placement() throws IOException {
            if (labels.size() > MOST_WORDS || apart.size() > MOST_WORDS) {
                throw new IOException(
                        "the document of a guest has more than %d labels or groups"
                                .formatted(MOST_WORDS));
            }
            return new DomainPlacement(labels, together, apart, pinned);
        }

        @Override
        public void begin(List<String> path, XMLStreamReader element) {
            if (path.equals(PLACE)) {
                within = NAMESPACE.equals(element.getNamespaceURI());
            }
        }

        @Override
        public void end(List<String> path, String text) throws IOException {
            if (within && path.size() == DEPTH) {
                word(path.getLast(), text);
            }
            within &= path.size() >= DEPTH;
        }

        private void word(String name, String word) throws IOException {
            if (word.isEmpty() || word.length() > MOST_LETTERS) {
                throw new IOException(
                        "<%s> of a guest's placement has 1 to %d letters, found %d"
                                .formatted(name, MOST_LETTERS, word.length()));
            }
            switch (name) {
                case "label" -> labels.add(word);
                case "apart" -> apart.add(word);
                case "together" -> together = Optional.of(word);
                case "pinned" -> pinned = Optional.of(word);
                default ->
                        throw new IOException(
                                "<%s> is nothing that a guest's placement has: label, together, apart, pinned"
                                        .formatted(name));
            }
        }
    }
}
