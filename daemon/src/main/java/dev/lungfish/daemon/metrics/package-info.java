/// What Prometheus reads of a host.
@NullMarked
package dev.lungfish.daemon.metrics;

import org.jspecify.annotations.NullMarked;
