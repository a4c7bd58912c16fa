package dev.lungfish.libvirt.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.capabilities.PowerManagement.Child;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnCapabilitiesTest {
    private static final String THEIRS = "<host><cpu></cpu>\n    <power_management/>\n</host>";
    private static final PowerManagement MEMORY =
            new PowerManagement.Probed(Set.of(Child.SUSPEND_MEM));
    private static final PowerManagement NOTHING = new PowerManagement.Probed(Set.of());

    private PowerManagement now = NOTHING;
    private boolean known = true;
    private final OwnCapabilities capabilities = new OwnCapabilities(new Rules());

    @Test
    void saysWhatWeSayInEveryReply() throws IOException {
        for (int serial = 1; serial <= 3; serial++) {
            Frame ours = ours(serial, "", MEMORY);

            assertThat(ours.header()).isEqualTo(header(serial));
            assertThat(document(ours)).contains("<suspend_mem/>").endsWith("</host>");
        }
    }

    @Test
    void followsAChangeOfTheDocumentAndOneOfTheHost() throws IOException {
        assertThat(document(ours(1, " one", MEMORY))).contains("<suspend_mem/>").endsWith(" one");
        assertThat(document(ours(2, " two", MEMORY))).contains("<suspend_mem/>").endsWith(" two");
        assertThat(document(ours(3, " two", NOTHING)))
                .contains("<power_management/>")
                .endsWith(" two");
        assertThat(document(ours(4, " one", MEMORY))).contains("<suspend_mem/>").endsWith(" one");
    }

    @Test
    void knowsADocumentThatCameBeforeByItsBytes() throws IOException {
        Frame made = ours(1, " one", MEMORY);
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096);

        assertThat(capabilities.known(theirs(2, " one"), buffer)).isTrue();
        Frame found = frame(buffer);
        assertThat(found.header()).isEqualTo(header(2));
        assertThat(document(found)).isEqualTo(document(made));
    }

    @Test
    void knowsNoOtherDocumentAndNoneForAnotherHost() throws IOException {
        Frame _ = ours(1, " one", MEMORY);
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096);

        assertThat(capabilities.known(theirs(2, " two"), buffer)).isFalse();
        assertThat(capabilities.known(theirs(2, " one"), ByteBuffer.allocate(8))).isFalse();
        known = false;
        assertThat(capabilities.known(theirs(2, " one"), buffer)).isFalse();
        known = true;
        now = NOTHING;
        assertThat(capabilities.known(theirs(2, " one"), buffer)).isFalse();
    }

    @Test
    void refusesAReplyThatIsNoDocument() throws IOException {
        Frame empty = frame(Frame.encode(header(1), XdrCodec.NONE, NoValue.NONE));

        assertThatThrownBy(() -> capabilities.in(empty)).isInstanceOf(XdrException.class);
    }

    private Frame ours(int serial, String end, PowerManagement powerManagement) throws IOException {
        now = powerManagement;
        return frame(capabilities.in(frame(theirs(serial, end))));
    }

    private static ByteBuffer theirs(int serial, String end) {
        return Frame.encode(header(serial), Remote.GET_CAPABILITIES.result(), THEIRS + end);
    }

    /// A host whose sleep states are said here.
    private final class Rules implements RelayRules {
        @Override
        public PowerManagement powerManagement() {
            return now;
        }

        @Override
        public Optional<PowerManagement> knownPowerManagement() {
            return Optional.of(now).filter(_ -> known);
        }

        @Override
        public void withoutAgent(Connection connection, String name) {
            throw new AssertionError("no guest is defined here");
        }

        @Override
        public void lost(Connection connection, String why) {
            throw new AssertionError("no libvirtd is here");
        }
    }

    private static String document(Frame reply) throws IOException {
        return reply.payload(Remote.GET_CAPABILITIES.result());
    }

    private static FrameHeader header(int serial) {
        return FrameHeader.call(
                        Remote.PROGRAM.number(),
                        Remote.PROGRAM.version(),
                        Remote.GET_CAPABILITIES.number(),
                        serial)
                .reply(MessageStatus.Known.OK);
    }

    private static Frame frame(ByteBuffer encoded) throws IOException {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return FrameReader.ofReplies(
                        Channels.newChannel(new ByteArrayInputStream(bytes)),
                        new MemoryAllowance(0))
                .next()
                .orElseThrow();
    }
}
