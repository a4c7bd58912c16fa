package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Arrays;
import java.util.BitSet;

/// Which processors are online.
///
/// @param map the online processors; empty if not requested
/// @param online their number; 0 if not requested
/// @param present the number of processors
public record CpuMap(BitSet map, int online, int present) {
    public static final XdrCodec<CpuMap> CODEC = XdrCodec.of(CpuMap::encode, CpuMap::decode);

    private static final int MOST = RemoteLimits.CPU_MAP.most() * Byte.SIZE;

    public CpuMap {
        map = (BitSet) map.clone();
    }

    /// A copy.
    @Override
    public BitSet map() {
        return (BitSet) map.clone();
    }

    private static void encode(XdrEncoder encoder, CpuMap value) {
        byte[] bits = value.map.toByteArray();
        if (bits.length > 0) {
            bits = Arrays.copyOf(bits, Math.max(bits.length, (value.present + 7) / 8));
        }
        encoder.opaque("cpumap", bits, RemoteLimits.CPU_MAP);
        encoder.int32(value.online);
        encoder.int32(value.present);
    }

    private static CpuMap decode(XdrDecoder decoder) throws XdrException {
        BitSet map = BitSet.valueOf(decoder.opaque("cpumap", RemoteLimits.CPU_MAP));
        int online = decoder.int32("online");
        int present = decoder.int32("ret");
        if (present < 0 || present > MOST) {
            throw new XdrException(
                    "'ret' has %d processors, and a map of libvirt has from 0 to %d"
                            .formatted(present, MOST));
        }
        return new CpuMap(map, online, present);
    }
}
