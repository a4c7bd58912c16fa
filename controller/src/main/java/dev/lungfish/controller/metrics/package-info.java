/// What the controller tells Prometheus (`docs/metrics.md`).
@NullMarked
package dev.lungfish.controller.metrics;

import org.jspecify.annotations.NullMarked;
