@NullMarked
package dev.lungfish.gateway;

import org.jspecify.annotations.NullMarked;
