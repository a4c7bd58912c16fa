/// The calls of our program for wake devices, Wake-on-LAN and neighbours, as encoded.
@NullMarked
package dev.lungfish.daemon.wake;

import org.jspecify.annotations.NullMarked;
