package dev.lungfish.linux.network;

import dev.lungfish.linux.tree.HostTree;

/// Shows what this machine tells its neighbours of its NICs; runs in a network of its own.
final class TellingProgram {
    private TellingProgram() {}

    public static void main(String[] arguments) {
        new WakingCards(HostTree.live(), new LiveEthtool())
                .read()
                .forEach(port ->
                        System.out.println(
                                "card %s %s %s"
                                        .formatted(port.name(), port.mac(), port.addresses())));
    }
}
