/// What is known of a host, as text for people and as JSON for programs. Nothing here keeps
/// anything.
@NullMarked
package dev.lungfish.agent.report;

import org.jspecify.annotations.NullMarked;
