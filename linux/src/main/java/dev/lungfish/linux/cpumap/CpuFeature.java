package dev.lungfish.linux.cpumap;

/// A feature of the map: all of its bits are there, or the processor does not have it.
record CpuFeature(String name, CpuBits bits) {}
