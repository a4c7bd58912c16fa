/// Plans where the guests of a pool run, and carries that out. [Consolidator] looks at the hosts
/// again for each plan and remembers nothing but what is in the database, so it does not matter
/// which process began something.
@NullMarked
package dev.lungfish.controller.consolidation;

import org.jspecify.annotations.NullMarked;
