package dev.lungfish.controller.endpoint;

/// Handshakes of hosts with certificates since the port was opened.
///
/// @param whole in which certificates were checked
/// @param resumed by the session of an earlier one
public record HandshakeCount(long whole, long resumed) {}
