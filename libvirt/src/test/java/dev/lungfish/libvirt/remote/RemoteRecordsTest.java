package dev.lungfish.libvirt.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemoteRecordsTest {
    private static final int SEEDS = 500;

    @Test
    void areReadBackAsTheyWereWritten() throws XdrException {
        for (long seed = 0; seed < SEEDS; seed++) {
            for (RandomRecords.Sample<?> sample : new RandomRecords(seed).all()) {
                roundTrip(seed, sample);
            }
        }
    }

    /// Found by fuzzing: a map of a few bytes may say that it is of any number of processors.
    @Test
    void refuseAMapOfMoreProcessorsThanCanBeWritten() {
        for (int present : new int[] {-1, 16_385, Integer.MAX_VALUE}) {
            XdrEncoder encoder = new XdrEncoder();
            encoder.opaque("cpumap", new byte[] {1}, RemoteLimits.CPU_MAP);
            encoder.int32(1);
            encoder.int32(present);

            assertThatThrownBy(() -> CpuMap.CODEC.decode(new XdrDecoder(encoder.toByteArray())))
                    .isInstanceOf(XdrException.class)
                    .hasMessageContaining("from 0 to 16384");
        }
    }

    @Test
    void layNodeInfoOutAsLibvirtDoes() {
        XdrEncoder encoder = new XdrEncoder();
        NodeInfo.CODEC.encode(encoder, new NodeInfo("kvm64", 1024, 2, 2500, 1, 1, 2, 1));

        assertThat(encoder.length()).isEqualTo(160);
        assertThat(HexFormat.of().formatHex(encoder.toByteArray(), 0, 24))
                .isEqualTo("0000006b000000760000006d000000360000003400000000");
    }

    @Test
    void endTheSecurityModelWithANul() {
        XdrEncoder encoder = new XdrEncoder();
        NodeSecurityModel.CODEC.encode(encoder, new NodeSecurityModel("none", "0"));

        assertThat(HexFormat.of().formatHex(encoder.toByteArray()))
                .isEqualTo(
                        "00000005"
                                + "0000006e0000006f0000006e0000006500000000"
                                + "00000002"
                                + "0000003000000000");
    }

    @Test
    void sendAsManyBytesOfTheProcessorMapAsThereAreProcessors() {
        XdrEncoder encoder = new XdrEncoder();
        java.util.BitSet first = new java.util.BitSet();
        first.set(0);
        CpuMap.CODEC.encode(encoder, new CpuMap(first, 1, 20));

        assertThat(HexFormat.of().formatHex(encoder.toByteArray()))
                .isEqualTo("00000003" + "01000000" + "00000001" + "00000014");
    }

    @Test
    void refuseMoreDomainsThanLibvirtTakes() {
        DomainReference domain = new DomainReference("a", new UUID(0, 0), 1);
        DomainList tooMany = new DomainList(Collections.nCopies(16_385, domain), 16_385);

        assertThatThrownBy(() -> DomainList.CODEC.encode(new XdrEncoder(), tooMany))
                .hasMessage("'domains' has 16385 domains, and libvirt takes 16384 at most");
    }

    @Test
    void refuseATypeOfParameterThatIsNone() {
        byte[] payload = HexFormat.of().parseHex("00000001" + "61000000" + "00000008");

        assertThatThrownBy(() -> TypedParameter.CODEC.decode(new XdrDecoder(payload)))
                .hasMessage("'type' of a typed parameter is 8, and libvirt has 1 to 7");
    }

    @Test
    void haveANumberEach() {
        assertThat(Stream.concat(Remote.PROCEDURES.stream(), Domains.PROCEDURES.stream()))
                .hasSizeGreaterThan(40)
                .extracting(Procedure::number)
                .doesNotHaveDuplicates();
    }

    @Test
    void knowTheFeaturesByTheirNumbers() {
        assertThat(Feature.of(10)).contains(Feature.PROGRAM_KEEPALIVE);
        assertThat(Feature.of(15)).contains(Feature.REMOTE_CLOSE_CALLBACK);
        assertThat(List.of(Feature.of(0), Feature.of(17)))
                .allSatisfy(feature -> assertThat(feature).isEmpty());
    }

    private static <T> void roundTrip(long seed, RandomRecords.Sample<T> sample)
            throws XdrException {
        XdrEncoder encoder = new XdrEncoder();
        sample.codec().encode(encoder, sample.value());
        XdrDecoder decoder = new XdrDecoder(encoder.toByteArray());

        assertThat(sample.codec().decode(decoder)).as("seed %d", seed).isEqualTo(sample.value());
        assertThat(decoder.remaining()).as("seed %d %s", seed, sample.value()).isZero();
    }
}
