/// The contract, answered by this process for one host.
@NullMarked
package dev.lungfish.agent.service;

import org.jspecify.annotations.NullMarked;
