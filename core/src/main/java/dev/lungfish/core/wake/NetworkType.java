package dev.lungfish.core.wake;

/// What kind of network an interface is on.
public enum NetworkType {
    ETHERNET,
    /// Wi-Fi, which has Wake-on-WLAN of its own.
    WIRELESS,
    OTHER
}
