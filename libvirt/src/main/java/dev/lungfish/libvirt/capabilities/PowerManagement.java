package dev.lungfish.libvirt.capabilities;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// The element `<power_management>`. Its presence means that a probe succeeded.
public sealed interface PowerManagement {

    /// No probe succeeded: there is no element.
    record Unknown() implements PowerManagement {}

    /// A probe succeeded. With no child the element is empty: nothing is supported.
    ///
    /// @param children may hold names of both dialects; a document is written in one
    record Probed(Set<Child> children) implements PowerManagement {
        public Probed {
            children = Set.copyOf(children);
        }
    }

    /// The part in one dialect.
    default PowerManagement in(Dialect dialect) {
        return switch (this) {
            case Unknown unknown -> unknown;
            case Probed(Set<Child> children) ->
                    new Probed(
                            children.stream()
                                    .filter(child -> child.dialect() == dialect)
                                    .collect(
                                            Collectors.toCollection(
                                                    () -> EnumSet.noneOf(Child.class))));
        };
    }

    /// A child of the element, in the order in which they are written.
    enum Child {
        /// The target `mem` is accepted, whatever the host does for it.
        SUSPEND_MEM(Dialect.LIBVIRT, "suspend_mem"),
        /// The target `disk` is accepted.
        SUSPEND_DISK(Dialect.LIBVIRT, "suspend_disk"),
        /// The target `hybrid` is accepted.
        SUSPEND_HYBRID(Dialect.LIBVIRT, "suspend_hybrid"),
        /// The host really suspends to RAM.
        S3(Dialect.RFC, "S3"),
        /// The host suspends to disk.
        S4(Dialect.RFC, "S4");

        private final Dialect dialect;
        private final String element;

        Child(Dialect dialect, String element) {
            this.dialect = dialect;
            this.element = element;
        }

        public Dialect dialect() {
            return dialect;
        }

        /// The name of the element.
        public String element() {
            return element;
        }
    }
}
