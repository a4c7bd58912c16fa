/// The gateway beside a direct connection and haproxy: `bench/gateway`.
@NullMarked
package dev.lungfish.bench.gateway;

import org.jspecify.annotations.NullMarked;
