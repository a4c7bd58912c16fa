/// How the host's processors use power: shown, set, and put back.
@NullMarked
package dev.lungfish.host.cpu;

import org.jspecify.annotations.NullMarked;
