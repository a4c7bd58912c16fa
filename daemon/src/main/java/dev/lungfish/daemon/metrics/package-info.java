/// A host's metrics for Prometheus.
@NullMarked
package dev.lungfish.daemon.metrics;

import org.jspecify.annotations.NullMarked;
