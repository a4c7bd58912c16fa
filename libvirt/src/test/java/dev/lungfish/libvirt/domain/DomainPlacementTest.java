package dev.lungfish.libvirt.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DomainPlacementTest {
    @Test
    void tellsWhereSomebodyWantsAGuestToRun() throws Exception {
        String document =
                guest(
                        """
                        <p:placement xmlns:p='urn:lungfish:placement:1'><p:label>ssd</p:label>
                          <p:label>dmz</p:label><p:together>shop</p:together>
                          <p:apart>database</p:apart><p:pinned>anna</p:pinned></p:placement>
                        """);

        assertThat(DomainPlacement.read(document))
                .isEqualTo(
                        new DomainPlacement(
                                Set.of("ssd", "dmz"),
                                Optional.of("shop"),
                                Set.of("database"),
                                Optional.of("anna")));
    }

    @Test
    void believesNoOtherNamespaceAndNoOtherPlace() throws Exception {
        DomainPlacement nothing =
                new DomainPlacement(Set.of(), Optional.empty(), Set.of(), Optional.empty());

        assertThat(
                        DomainPlacement.read(
                                guest("<placement xmlns='urn:o'><label>a</label></placement>")))
                .isEqualTo(nothing);
        assertThat(
                        DomainPlacement.read(
                                "<domain><description>&lt;label>a&lt;/label></description></domain>"))
                .isEqualTo(nothing);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String word : new String[] {"<lable>a</lable>", "<label/>"}) {
            assertThatThrownBy(() ->
                            DomainPlacement.read(
                                    guest(
                                            "<placement xmlns='urn:lungfish:placement:1'>%s</placement>"
                                                    .formatted(word))))
                    .as(word)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> DomainPlacement.read("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"))
                .isInstanceOf(IOException.class);
    }

    private static String guest(String metadata) {
        return "<domain type='kvm'><metadata>%s</metadata></domain>".formatted(metadata);
    }
}
