/// What Prometheus reads.
@NullMarked
package dev.lungfish.gateway.metrics;

import org.jspecify.annotations.NullMarked;
