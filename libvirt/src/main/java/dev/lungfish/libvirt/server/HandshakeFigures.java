package dev.lungfish.libvirt.server;

/// What a server's handshakes do now, and what became of those who were not let begin one.
///
/// @param waiting clients whose first message has come and whose turn has not
/// @param underWay handshakes that have begun and not ended
/// @param inWork those of them that compute
/// @param turnedAway how many clients were turned away as they came, before anything was read
/// @param tooLate how many got no turn while their patience lasted
public record HandshakeFigures(
        int waiting, long underWay, int inWork, long turnedAway, long tooLate) {}
