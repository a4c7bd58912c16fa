package dev.lungfish.libvirt.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DomainDescriptionTest {
    @Test
    void tellsOfDevicesOfTheHostAndOfWatchdogs() throws IOException {
        DomainDescription description =
                DomainDescription.read(
                        """
                        <domain type='kvm'>
                          <name>web1</name>
                          <devices>
                            <disk type='file'/>
                            <hostdev mode='subsystem' type='pci' managed='yes'>
                              <source><address domain='0x0000' bus='0x06'/></source>
                            </hostdev>
                            <interface type='hostdev'><source/></interface>
                            <interface type='network'/>
                            <watchdog model='i6300esb' action='reset'/>
                            <watchdog model='ib700' action='none'/>
                            <watchdog model='itco' action='reset'/>
                          </devices>
                          <metadata><hostdev xmlns='urn:other'/></metadata>
                        </domain>
                        """);

        assertThat(description.hostDevices()).containsExactly("pci device", "network device");
        assertThat(description.watchdogs()).containsExactly("i6300esb, reset");
    }

    @Test
    void refusesWhatIsNoDocumentOfAGuest() {
        assertThatThrownBy(() -> DomainDescription.read("<network/>"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("begins with <domain>, not with <network>");
        assertThatThrownBy(() -> DomainDescription.read("nonsense"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not XML");
        assertThatThrownBy(() ->
                        DomainDescription.read(
                                "<!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
                                        + "<domain>&a;</domain>"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesADocumentThatIsDeeperThanAnyOfLibvirt() {
        String deep = "<domain>" + "<a>".repeat(64) + "</a>".repeat(64) + "</domain>";

        assertThatThrownBy(() -> DomainDescription.read(deep))
                .isInstanceOf(IOException.class)
                .hasMessage("the document of a guest has more than 64 levels");
    }
}
