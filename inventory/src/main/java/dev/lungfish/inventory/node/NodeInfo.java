package dev.lungfish.inventory.node;

import dev.lungfish.core.evidence.ByteCount;

/// The figures of a host in libvirt's counting.
///
/// @param model the architecture, by the kernel's name
/// @param memory of all NUMA nodes
/// @param cpus logical processors in use
/// @param megahertz of one processor, at this moment; zero where the architecture tells none
/// @param nodes NUMA nodes; where nodes, sockets, cores and threads do not multiply to the number
///   of processors, libvirt tells one node and one socket with all of them as cores
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
