/// What can wake a host, and its switches: the Wake-on-LAN modes of its NICs, and the wake switches
/// of its other devices. Changes are persisted first, so that they can be restored, and set again
/// if a driver forgot them.
@NullMarked
package dev.lungfish.agent.wake;

import org.jspecify.annotations.NullMarked;
