/// Reports on a host, as text for people and as JSON for programs. Stateless.
@NullMarked
package dev.lungfish.agent.report;

import org.jspecify.annotations.NullMarked;
