package dev.lungfish.inventory.node;

import dev.lungfish.core.evidence.ByteCount;

/// The figures of a host in libvirt's counting.
///
/// @param model the architecture, by the kernel's name
/// @param memory of all NUMA nodes
/// @param cpus online logical processors
/// @param megahertz the present frequency of one processor; zero if unknown
/// @param nodes NUMA nodes; if nodes, sockets, cores and threads do not multiply to the number of
///   processors, libvirt reports one node and one socket with all of them as cores
/// @param sockets of one node
/// @param cores of one socket
/// @param threads of one core
public record NodeInfo(
        String model,
        ByteCount memory,
        int cpus,
        int megahertz,
        int nodes,
        int sockets,
        int cores,
        int threads) {}
