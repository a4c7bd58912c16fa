@NullMarked
package dev.lungfish.gateway.config;

import org.jspecify.annotations.NullMarked;
