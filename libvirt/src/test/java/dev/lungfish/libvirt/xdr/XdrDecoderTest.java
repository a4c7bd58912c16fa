package dev.lungfish.libvirt.xdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class XdrDecoderTest {
    private static final Limit FEW = new Limit("bytes of a word", 5);

    @Test
    void isAsLenientAsLibvirt() throws XdrException {
        assertThat(payload("00000007").bool("present")).isTrue();
        assertThat(payload("00000001 61ffffff").string("padding", FEW)).isEqualTo("a");
        assertThat(payload("00000003 61ff6200").string("no UTF-8", FEW)).isEqualTo("a\ufffdb");
        assertThat(payload("00000004 61006200").string("NUL", FEW)).isEqualTo("a");
        assertThat(payload("00000000").optionalString("absent", FEW)).isNull();
    }

    @Test
    void takesTheLowByteOfACharacterWhetherItsSignWasExtendedOrNot() throws XdrException {
        String extended = "ffffffc3 ffffffbc 00000000 00000041";
        String plain = "000000c3 000000bc 00000000 00000041";

        assertThat(payload(extended).fixedChars("model", 4)).isEqualTo("ü");
        assertThat(payload(plain).fixedChars("model", 4)).isEqualTo("ü");
    }

    @Test
    void namesTheLimitThatIsExceeded() {
        assertThatThrownBy(() -> payload("00000006 616263646566 0000").string("name", FEW))
                .isInstanceOf(XdrException.class)
                .hasMessage(
                        "'name' at byte 0 announces 6 bytes of a word, and libvirt allows 5 at"
                                + " most");
        assertThatThrownBy(() -> payload("ffffffff").opaque("map", FEW))
                .hasMessageContaining("announces 4294967295 bytes of a word");
        assertThatThrownBy(() ->
                        new XdrEncoder()
                                .array(
                                        "cells",
                                        List.of(1, 2, 3, 4, 5, 6),
                                        new Limit("cells", 5),
                                        XdrCodec.int32("cell")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'cells' has 6 cells, and libvirt takes 5 at most");
    }

    @Test
    void takesNoMemoryForItemsThatCannotBeThere() {
        Limit many = new Limit("domains", Integer.MAX_VALUE);

        assertThatThrownBy(
                        () -> payload("7fffffff 00000001").array("ids", many, XdrCodec.int32("id")))
                .hasMessage(
                        "'ids' at byte 0 announces 2147483647 domains, and only 4 bytes follow");
        assertThatThrownBy(() -> payload("7fffffff 00000001").chars("doi", many))
                .hasMessageContaining("only 4 bytes follow");
    }

    @Test
    void saysWhereBytesAreMissing() {
        XdrDecoder decoder = payload("00000001 0000");

        assertThat(decoder.remaining()).isEqualTo(6);
        assertThatThrownBy(
                        () -> {
                            decoder.int32("target");
                            decoder.int64("duration");
                        })
                .hasMessage("'duration' at byte 4 takes 8 bytes, and only 2 are left");
    }

    private static XdrDecoder payload(String hex) {
        return new XdrDecoder(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
