#!/bin/sh
# Debian 12: libvirt-daemon-system 9.0.0-4+deb12u2, qemu-system-x86 7.2, in a root of their own.
#
# Behaviour: libvirtd that is asked to end (SIGTERM) removes its sockets, and its guests run on. A client that comes then
# gets "No such file or directory", as on a host that never had a libvirtd. The guest's status file stays in
# /run/libvirt/qemu, and a libvirtd that is started again lists the guest as running.
#
# One would guess that a missing socket means that there are no guests, or that stopping the daemon stops what it manages.
# Who puts a host to sleep on that guess lets guests sleep that nobody asked.
#
# Seen:
#   running with a daemon:        1
#   sockets after SIGTERM:        none
#   guest's process after it:     runs
#   status file after it:         there
#   running with the next daemon: 1
#
# Needs root, mmdebstrap and unshare. Takes about three minutes, most of it for packages.
set -eu
version=9.0.0-4+deb12u2

if [ "${1:-}" != inside ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    mmdebstrap --quiet --variant=apt \
        --include=libvirt-daemon-system,libvirt-daemon-driver-qemu,libvirt-clients,qemu-system-x86 bookworm "$folder/root"
    cp -- "$0" "$folder/root/finding.sh"
    # shellcheck disable=SC2016 # expanded inside
    unshare --mount --pid --fork --net --uts --ipc sh -c '
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        mount --rbind /sys "$1/sys"
        exec chroot "$1" sh /finding.sh inside' sh "$folder/root"
    exit
fi

fail() {
    echo "changed: $*" >&2
    exit 1
}

wait_for() { # what, command: until it succeeds
    what=$1
    shift
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || fail "no $what within a minute"
        sleep 0.1
    done
}

ended() { ! kill -0 "$1"; }

found=$(dpkg-query -W -f '${Version}' libvirt-daemon-system)
[ "$found" = "$version" ] || fail "libvirt-daemon-system $found, expected $version"
export LIBVIRT_DEFAULT_URI=qemu:///system
cat >/etc/libvirt/qemu.conf <<'CONF'
user = "root"
group = "root"
security_driver = "none"
namespaces = []
cgroup_controllers = []
dynamic_ownership = 0
remember_owner = 0
stdio_handler = "file"
CONF
cat >/guest.xml <<'XML'
<domain type='qemu'>
  <name>left</name>
  <memory unit='MiB'>32</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <devices><emulator>/usr/bin/qemu-system-x86_64</emulator></devices>
</domain>
XML

mkdir -p /run/libvirt
libvirtd >/libvirtd.log 2>&1 &
daemon=$!
wait_for "answer of libvirtd" virsh list
virsh create /guest.xml >/dev/null
running=$(virsh list --name | grep -c .)
guest=$(cat /run/libvirt/qemu/left.pid)
echo "running with a daemon:        $running"
[ "$running" = 1 ] || fail "$running guests"

kill "$daemon"
wait_for "end of libvirtd" ended "$daemon"
sockets=$(find /run/libvirt -maxdepth 1 -name 'libvirt-sock*' | wc -l)
[ "$sockets" = 0 ] || fail "$sockets sockets are left"
echo "sockets after SIGTERM:        none"
kill -0 "$guest" || fail "the guest's process has ended"
echo "guest's process after it:     runs"
[ -e /run/libvirt/qemu/left.xml ] || fail "the status file is gone"
echo "status file after it:         there"

libvirtd >>/libvirtd.log 2>&1 &
daemon=$!
wait_for "answer of libvirtd" virsh list
running=$(virsh list --name | grep -c .)
echo "running with the next daemon: $running"
[ "$running" = 1 ] || fail "$running guests"
virsh destroy left >/dev/null
kill "$daemon"
