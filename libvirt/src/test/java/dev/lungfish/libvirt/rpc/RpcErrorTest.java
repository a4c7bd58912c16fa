package dev.lungfish.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RpcErrorTest {
    @Test
    void hasTheFormOnWhichClientsFallBack() {
        RpcError error = RpcError.unknownProcedure(342);

        assertThat(error.code()).isEqualTo(39);
        assertThat(error.domain()).isEqualTo(7);
        assertThat(error.level()).isEqualTo(2);
        assertThat(error.message()).isEqualTo("unknown procedure: 342");
    }

    @Test
    void carriesTheWholeTextWithItsFormatAndDetail() {
        RpcError error =
                RpcError.of(ErrorCode.ARGUMENT_UNSUPPORTED, ErrorDomain.NONE, "Suspend-to-RAM");

        assertThat(error.message()).isEqualTo("argument unsupported: Suspend-to-RAM");
        assertThat(error.string1()).isEqualTo("argument unsupported: %s");
        assertThat(error.string2()).isEqualTo("Suspend-to-RAM");
        assertThat(error.int1()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNumber(ErrorCode code) {
        assertThat(ErrorCode.of(code.number())).contains(code);
    }

    @Test
    void neverHasANumberThatClientsShift() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number))
                .doesNotContain(61, 62, 63)
                .doesNotHaveDuplicates();
    }

    @Test
    void skipsTheGuestAndTheNetworkThatAnErrorMayName() throws XdrException {
        XdrEncoder encoder = new XdrEncoder();
        encoder.int32(42);
        encoder.int32(10);
        encoder.optionalString("message", "gone", RpcError.STRING);
        encoder.int32(2);
        encoder.bool(true);
        encoder.string("name", "guest", RpcError.STRING);
        encoder.fixedOpaque(new byte[16]);
        encoder.int32(7);
        encoder.bool(false);
        encoder.bool(false);
        encoder.bool(false);
        encoder.int32(1);
        encoder.int32(2);
        encoder.bool(true);
        encoder.string("name", "default", RpcError.STRING);
        encoder.fixedOpaque(new byte[16]);
        XdrDecoder decoder = new XdrDecoder(encoder.toByteArray());

        assertThat(RpcError.CODEC.decode(decoder))
                .isEqualTo(new RpcError(42, 10, "gone", 2, null, null, null, 1, 2));
        assertThat(decoder.remaining()).isZero();
    }
}
