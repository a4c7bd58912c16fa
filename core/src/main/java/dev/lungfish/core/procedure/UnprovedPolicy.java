package dev.lungfish.core.procedure;

/// What becomes of a request for a sleep from which no way back is proved.
public enum UnprovedPolicy {
    /// It is carried out: the RTC's test while awake is enough.
    ALLOW("allow"),
    /// It is carried out, and the requester is told.
    WARN("warn"),
    /// It is refused.
    REFUSE("refuse");

    private final String spelling;

    UnprovedPolicy(String spelling) {
        this.spelling = spelling;
    }

    /// As configurations write it.
    public String spelling() {
        return spelling;
    }
}
