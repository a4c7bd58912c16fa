/// Answers libvirt's calls for this host. Safe to use from any thread.
@NullMarked
package dev.lungfish.daemon.remote;

import org.jspecify.annotations.NullMarked;
