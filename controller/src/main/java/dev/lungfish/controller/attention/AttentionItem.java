package dev.lungfish.controller.attention;

import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// One thing that needs a human.
///
/// @param host whom it is about; empty for a guest or a demand
/// @param pool of the host or guest; of a demand where it names one
/// @param subject the guest or the demand; empty for a host
/// @param since when it is so; empty where that is not kept
/// @param what is so, and what to do
public record AttentionItem(
        AttentionKind kind,
        Optional<String> host,
        Optional<String> pool,
        Optional<String> subject,
        Optional<Instant> since,
        Reason what) {
    /// Critical ones first, by their kind and by whom they are about.
    static final Comparator<AttentionItem> ORDER = Comparator.comparing(AttentionItem::key);

    /// Where it stands in the order: no two items have the same.
    public String key() {
        return "%d/%s/%s/%s"
                .formatted(kind.rank(), host.orElse(""), pool.orElse(""), subject.orElse(""));
    }
}
