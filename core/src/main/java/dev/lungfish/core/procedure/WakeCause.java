package dev.lungfish.core.procedure;

import dev.lungfish.core.reason.Reason;

/// What woke the host, as far as can be told.
///
/// @param kind what it was
/// @param description with the evidence: `the RTC's alarm (00:04 counted an event)`
public record WakeCause(Kind kind, Reason description) {

    /// What can wake a host.
    public enum Kind {
        /// Our alarm.
        ALARM("alarm"),
        /// The alarm of somebody else.
        FOREIGN_ALARM("foreign-alarm"),
        /// The network card that the request relied on, so probably a magic packet.
        CARD("card"),
        /// A device, whose name is known.
        DEVICE("device"),
        /// Nothing names itself.
        UNKNOWN("unknown");

        private final String spelling;

        Kind(String spelling) {
            this.spelling = spelling;
        }

        /// In the journal and in JSON: `foreign-alarm`.
        public String spelling() {
            return spelling;
        }
    }
}
