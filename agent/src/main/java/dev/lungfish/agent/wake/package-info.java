/// What can wake a host, and its switches: the Wake-on-LAN modes of its cards, and the wake
/// switches of its other devices. What is changed is written down first, so that it can be
/// restored, and set again where a driver forgot it.
@NullMarked
package dev.lungfish.agent.wake;

import org.jspecify.annotations.NullMarked;
