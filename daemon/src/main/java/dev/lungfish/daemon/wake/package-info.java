/// The calls of our program that are about wake devices, Wake-on-LAN and neighbours, as they
/// travel.
@NullMarked
package dev.lungfish.daemon.wake;

import org.jspecify.annotations.NullMarked;
