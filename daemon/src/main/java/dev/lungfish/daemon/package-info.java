/// lungfishd: the sleep engine as a service, for libvirt's clients and for our own.
///
/// A [dev.lungfish.daemon.Daemon] connects a host's engine and programs to sockets. Each client has
/// its own thread; at most one sleep request runs, in its own thread.
@NullMarked
package dev.lungfish.daemon;

import org.jspecify.annotations.NullMarked;
