package dev.lungfish.controller.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a component of a record is called in JSON, where Java has no such name, and how long it may
/// be.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Named {
    /// How many characters a text of a client may have, where nothing else is said.
    int MOST = 1024;

    /// The name.
    String value();

    /// How many characters it may have.
    int most() default MOST;
}
