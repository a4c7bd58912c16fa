package dev.lungfish.core.cpu;

/// One file that is to hold one value.
///
/// @param group whose it is: `policy0`, `cpu3`, `host`
/// @param path the file, as on the host
/// @param wanted the text that is written and must be read back
public record FileChange(CpuSetting setting, String group, String path, String wanted) {}
