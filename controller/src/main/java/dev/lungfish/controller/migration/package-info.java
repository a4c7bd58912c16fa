/// Moves guests from host to host through libvirt, live, and reads what libvirt says of them. A
/// migration is peer to peer: the two libvirtds carry it out alone, so nothing depends on this
/// process living on. What became of it is read from both hosts, never taken from an answer.
@NullMarked
package dev.lungfish.controller.migration;

import org.jspecify.annotations.NullMarked;
