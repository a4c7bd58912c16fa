/// Who needs hosts, and which hosts serve them: a named host, some hosts, or cores and memory of a
/// pool, now or at a time. Pure: no clocks. All types are immutable and safe to share between
/// threads.
@NullMarked
package dev.lungfish.core.fleet.demand;

import org.jspecify.annotations.NullMarked;
