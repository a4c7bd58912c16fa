package dev.lungfish.daemon.wake;

import dev.lungfish.api.SentPackets;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// What was sent to wake a host.
///
/// @param name of the host, as the daemon knows it
/// @param addresses where it can be asked whether it is awake; none where none is known
/// @param sent in words, a piece each
/// @param failed the same for what was not sent
public record WakeReport(
        String name, List<String> addresses, List<String> sent, List<String> failed) {
    static final Limit PIECES = new Limit("pieces of a report", 4096);
    static final XdrCodec<String> PIECE = XdrCodec.string("piece", RemoteLimits.STRING);

    static final XdrCodec<WakeReport> CODEC =
            XdrCodec.of(
                    (encoder, report) -> {
                        encoder.string("name", report.name, RemoteLimits.STRING);
                        encoder.array("addresses", report.addresses, PIECES, PIECE);
                        encoder.array("sent", report.sent, PIECES, PIECE);
                        encoder.array("failed", report.failed, PIECES, PIECE);
                    },
                    decoder ->
                            new WakeReport(
                                    decoder.string("name", RemoteLimits.STRING),
                                    decoder.array("addresses", PIECES, PIECE),
                                    decoder.array("sent", PIECES, PIECE),
                                    decoder.array("failed", PIECES, PIECE)));

    public WakeReport {
        addresses = List.copyOf(addresses);
        sent = List.copyOf(sent);
        failed = List.copyOf(failed);
    }

    /// What is reported of some packets; it travels in words.
    public static WakeReport of(String name, List<String> addresses, SentPackets packets) {
        return new WakeReport(name, addresses, words(packets.sent()), words(packets.failed()));
    }

    /// What was sent, without whom it was for.
    public SentPackets packets() {
        return new SentPackets(reasons(sent), reasons(failed));
    }

    private static List<String> words(List<Reason> reasons) {
        return reasons.stream().map(ReasonText::withRemedy).toList();
    }

    private static List<Reason> reasons(List<String> words) {
        return words.stream().<Reason>map(ReceivedReason::uncoded).toList();
    }
}
