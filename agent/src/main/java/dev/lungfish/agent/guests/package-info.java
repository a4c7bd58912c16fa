/// The guests of the local libvirtd, asked and put aside over libvirt's own protocol.
///
/// All types are safe to use from several threads; nothing is cached, each call connects afresh, so
/// that a libvirtd that was restarted meanwhile is no obstacle.
@NullMarked
package dev.lungfish.agent.guests;

import org.jspecify.annotations.NullMarked;
