package dev.lungfish.libvirt.capabilities;

/// The element `<bank>`: one cache that processors share.
///
/// @param cpus the logical processors that share it, in libvirt's set notation: `0-3`
public record CacheBank(int id, int level, Type type, long sizeBytes, String cpus) {

    /// What a cache holds.
    public enum Type {
        /// Data and instructions.
        BOTH("both"),
        CODE("code"),
        DATA("data");

        private final String spelling;

        Type(String spelling) {
            this.spelling = spelling;
        }

        /// The value of the attribute `type`.
        public String spelling() {
            return spelling;
        }
    }
}
