@NullMarked
package dev.lungfish.gateway.decision;

import org.jspecify.annotations.NullMarked;
