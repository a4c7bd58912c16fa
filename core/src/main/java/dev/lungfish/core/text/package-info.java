/// The only place that makes sentences of reasons, from the texts in the resource bundles of this
/// package. A bundle in another language is a translation.
@NullMarked
package dev.lungfish.core.text;

import org.jspecify.annotations.NullMarked;
