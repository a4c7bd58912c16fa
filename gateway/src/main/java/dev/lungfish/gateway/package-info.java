/// The gateway: connect to a sleeping host and it wakes (docs/gateway.md).
@NullMarked
package dev.lungfish.gateway;

import org.jspecify.annotations.NullMarked;
