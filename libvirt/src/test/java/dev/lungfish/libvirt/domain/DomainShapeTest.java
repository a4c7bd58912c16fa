package dev.lungfish.libvirt.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainShapeTest {
    @Test
    void tellsWhatAGuestTakesAndWhatItIsBoundTo() throws Exception {
        assertThat(
                        DomainShape.read(
                                """
                                <domain type='kvm'>
                                  <memory unit='KiB'>2097152</memory>
                                  <vcpu placement='static' current='2'>4</vcpu>
                                  <cpu mode='custom' match='exact'>
                                    <model fallback='forbid'>EPYC</model><numa/>
                                  </cpu>
                                  <devices>
                                    <disk type='file'><source file='/srv/a.qcow2'/></disk>
                                    <disk type='file' device='cdrom'><source file='/srv/b.iso'/>
                                      <readonly/></disk>
                                    <disk type='block'><source dev='/dev/vg/c'/></disk>
                                    <disk type='network'><source protocol='rbd' name='d'/></disk>
                                  </devices>
                                </domain>
                                """))
                .isEqualTo(
                        new DomainShape(
                                "kvm",
                                2_097_152,
                                2,
                                "custom",
                                "EPYC",
                                List.of("/srv/a.qcow2", "/dev/vg/c")));
    }

    @Test
    void refusesWhatIsNoGuest() {
        for (String document : List.of("<domain/>", "<domain><vcpu>x</vcpu></domain>", "nothing")) {
            assertThatThrownBy(() -> DomainShape.read(document))
                    .as(document)
                    .isInstanceOf(IOException.class);
        }
    }
}
