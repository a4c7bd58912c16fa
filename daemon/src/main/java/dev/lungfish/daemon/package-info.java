/// lungfishd: the sleep engine as a service, for libvirt's clients and for our own.
///
/// A [dev.lungfish.daemon.Daemon] wires a host's engine and answers to sockets. Clients are served
/// by threads of their own; at most one request to sleep runs, in a thread of its own.
@NullMarked
package dev.lungfish.daemon;

import org.jspecify.annotations.NullMarked;
