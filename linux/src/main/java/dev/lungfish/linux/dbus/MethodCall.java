package dev.lungfish.linux.dbus;

import java.util.List;

/// A call of a method of some service on the bus.
///
/// @param destination the service: `org.freedesktop.login1`
/// @param path the object: `/org/freedesktop/login1`
/// @param interfaceName `org.freedesktop.login1.Manager`
/// @param member the method: `CanSuspend`
public record MethodCall(
        String destination,
        String path,
        String interfaceName,
        String member,
        List<Argument> arguments) {
    public MethodCall {
        arguments = List.copyOf(arguments);
    }

    /// The method with its interface, as in messages and evidence:
    /// `org.freedesktop.login1.Manager.CanSuspend`.
    public String name() {
        return interfaceName + "." + member;
    }

    /// An argument of a type that Lungfish sends.
    public sealed interface Argument {
        /// A string, type `s`.
        record Text(String value) implements Argument {}

        /// A boolean, type `b`.
        record Flag(boolean value) implements Argument {}

        /// A string in a variant, type `v`: the value of a property.
        record Variant(String value) implements Argument {}
    }
}
