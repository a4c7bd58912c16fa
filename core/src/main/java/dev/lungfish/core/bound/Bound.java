package dev.lungfish.core.bound;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The bound of one component of a record: a text, or a collection and the texts in it.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Bound {
    /// The most bytes of the text, or of each text in the collection, in UTF-8.
    int bytes() default 0;

    /// The most items of the collection.
    int items() default 0;
}
