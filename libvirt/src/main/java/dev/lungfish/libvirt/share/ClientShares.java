package dev.lungfish.libvirt.share;

import dev.lungfish.libvirt.rpc.Allowance;

/// What a server counts one client's use against. Each is shared with the other connections of the
/// same account.
///
/// @param frames bytes of frames that are not complete yet, or that wait to be written upstream
/// @param replies bytes that wait for this client to read them
public record ClientShares(Account account, Allowance frames, Allowance replies) {}
