/// The configuration file of the gateway.
@NullMarked
package dev.lungfish.gateway.config;

import org.jspecify.annotations.NullMarked;
