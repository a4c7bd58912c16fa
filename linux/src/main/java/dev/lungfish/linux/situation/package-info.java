/// What a host is doing: its heat and where its power comes from.
@NullMarked
package dev.lungfish.linux.situation;

import org.jspecify.annotations.NullMarked;
