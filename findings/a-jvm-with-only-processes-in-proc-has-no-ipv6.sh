#!/bin/sh
# Debian 12: openjdk-17-jre-headless 17.0.21.1+2-1~deb12u1, in namespaces of its own. The JVM of Temurin 25 does the same.
#
# Behaviour: a JVM looks for /proc/net/if_inet6 when it starts. Where /proc is mounted with subset=pid, as systemd does for
# ProcSubset=pid, that file is hidden, and the JVM has no IPv6 although the kernel has: it refuses to listen at [::], with
# an exception that has no message, and listens at 0.0.0.0 where any address is meant.
#
# One would guess that a sandbox of files, one that `systemd-analyze security` asks for, leaves the network alone.
#
# Seen:
#   whole /proc:  [::] listens, any address is [::]
#   subset=pid:   [::] UnsupportedAddressTypeException: null, any address is 0.0.0.0
#
# Needs root, IPv6, Linux 5.8 or later, and 250 MB. Takes less than a minute.
set -eu
version=17.0.21.1+2-1~deb12u1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
    echo "changed: $*" >&2
    exit 1
}

cd "$folder"
apt-get -qq -o APT::Sandbox::User=root download "openjdk-17-jre-headless=$version"
dpkg -x ./openjdk-17-jre-headless_*.deb "$folder/packages"
java=$folder/packages/usr/lib/jvm/java-17-openjdk-amd64/bin/java
# Its configuration lies in /etc.
rm -rf "$folder/packages/usr/lib/jvm/java-17-openjdk-amd64/conf"
cp -a "$folder/packages/etc/java-17-openjdk" "$folder/packages/usr/lib/jvm/java-17-openjdk-amd64/conf"
cat >Listen.java <<'JAVA'
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

class Listen {
    public static void main(String[] arguments) throws Exception {
        String asked;
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress("::", 0));
            asked = "listens";
        } catch (RuntimeException e) {
            asked = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress(0));
            boolean four = channel.getLocalAddress().toString().startsWith("/0.0.0.0:");
            System.out.println("[::] " + asked + ", any address is " + (four ? "0.0.0.0" : "[::]"));
        }
    }
}
JAVA
whole=$("$java" Listen.java)
echo "whole /proc:  $whole"
# shellcheck disable=SC2016 # the inner shell expands it
hidden=$(unshare --mount --pid --fork sh -c 'mount -t proc -o subset=pid proc /proc && exec "$0" Listen.java' "$java")
echo "subset=pid:   $hidden"
[ "$whole" = "[::] listens, any address is [::]" ] || fail "$whole"
[ "$hidden" = "[::] UnsupportedAddressTypeException: null, any address is 0.0.0.0" ] || fail "$hidden"
