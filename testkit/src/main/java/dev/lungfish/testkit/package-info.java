@NullMarked
package dev.lungfish.testkit;

import org.jspecify.annotations.NullMarked;
