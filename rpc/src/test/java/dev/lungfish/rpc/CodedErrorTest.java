package dev.lungfish.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.ServiceException;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.OutcomeReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A refusal keeps its reason on its way to a client.
class CodedErrorTest {
    private static final Reason REASON =
            new AdmissionReason.BlockerNameUnknown("backup", List.of("backups", "apt"));

    @Test
    void carriesCodeAndParameters() throws XdrException {
        ServiceException refused =
                new ServiceException(ServiceException.Kind.INVALID, new ReasonException(REASON));

        RpcError received = sent(ServiceProgram.refusal(refused).error());

        assertThat(received.text()).endsWith(ReasonText.withRemedy(REASON));
        Reason reason = CodedError.reason(received).orElseThrow();
        assertThat(reason.code()).isEqualTo("blocker-name-unknown");
        assertThat(reason.parameters())
                .containsExactly(
                        new Reason.Parameter("name", "backup"),
                        new Reason.Parameter("known", List.of("backups", "apt")));
        assertThat(ReasonText.sentence(reason)).isEqualTo(ReasonText.sentence(REASON));
    }

    @Test
    void hasWordsAloneWhereNothingElseIsKnown() throws XdrException {
        RpcError received =
                sent(
                        ServiceProgram.refusal(
                                        new ServiceException(
                                                ServiceException.Kind.FAILED, "it is so"))
                                .error());

        assertThat(received.text()).endsWith("it is so");
        assertThat(CodedError.reason(received)).isEmpty();
    }

    @Test
    void readsNothingIntoWhatOthersSendThere() {
        RpcError plain = RpcError.rpc("plain");
        for (String third : List.of("", "x", "lungfish.reason/1 ", "lungfish.reason/1 AAAA%")) {
            assertThat(
                            CodedError.reason(
                                    new RpcError(
                                            plain.code(),
                                            plain.domain(),
                                            plain.message(),
                                            plain.level(),
                                            null,
                                            null,
                                            third,
                                            -1,
                                            -1)))
                    .isEmpty();
        }
    }

    /// Each device or guest may have one; a message that has them all is read by nobody.
    @Test
    void saysNoMoreThanAnybodyReads() throws XdrException {
        Reason one = new ReceivedReason("any", List.of(), "x".repeat(1_000), "");
        Reason many = new OutcomeReason.RequestRefused(Collections.nCopies(20_000, one));

        assertThat(ReasonText.sentence(many)).hasSizeLessThan(20_000).endsWith("...");
    }

    private static RpcError sent(RpcError error) throws XdrException {
        XdrEncoder encoder = new XdrEncoder();
        RpcError.CODEC.encode(encoder, error);
        return RpcError.CODEC.decode(new XdrDecoder(encoder.toByteArray(), 0));
    }
}
