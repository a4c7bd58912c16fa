/// External sleeps: detected through logind, judged by the same evidence as own ones, and recorded.
@NullMarked
package dev.lungfish.agent.external;

import org.jspecify.annotations.NullMarked;
