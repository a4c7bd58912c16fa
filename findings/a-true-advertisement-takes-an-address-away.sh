#!/bin/sh
# Debian 13: linux-image-6.12.117+deb13-cloud-amd64 6.12.117-1, busybox-static 1:1.37.0-6+b9, in QEMU (any, without KVM).
#
# Behaviour: while Linux asks whether a new IPv6 address is free (duplicate address detection), a neighbour advertisement of
# that address makes it give the address up for good, also if the advertisement names the host's own card, and also if it
# comes before the host has asked anything.
#
# One would guess that only another card is a conflict, as it is with ARP (RFC 5227: the sender's card must differ), and that an
# answer must come after the question. A proxy that steps aside for a host that is back, and tells all the host's own card,
# takes its address away.
#
# Seen (flags of the address in /proc/net/if_inet6: 80 is an address in use, 08 in it one that was given up):
#   nobody says anything:                        80
#   the own card, before the host has asked:     c8
#   the own card, after the host has asked:      c8
#   another card, after the host has asked:      c8
#
# Needs qemu-system-x86, python3, cpio, xz-utils and 150 MB. Takes about a minute.
set -eu
# shellcheck disable=SC2016 # apt's own placeholder
mirror=$(apt-get indextargets --format '$(SITE)' 'Identifier: Packages' | grep -m 1 '/debian$')
kernel=6.12.117+deb13-cloud-amd64
version=6.12.117-1
busybox=1:1.37.0-6+b9

fail() {
    echo "changed: $*" >&2
    exit 1
}

folder=$(mktemp -d)
qemu=
peer=
end() {
    [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || true
    [ -z "$peer" ] || kill "$peer" 2>/dev/null || true
    rm -rf "$folder"
}
trap end EXIT

mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/root/bin"
: >"$folder/apt/status"
cat >"$folder/apt.conf" <<CONF
Dir::State "$folder/apt";
Dir::State::lists "$folder/apt/lists";
Dir::State::status "$folder/apt/status";
Dir::Cache "$folder/apt/cache";
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
APT::Architecture "amd64";
APT::Sandbox::User "root";
CONF
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" \
    >"$folder/sources.list"
export APT_CONFIG="$folder/apt.conf"
cd "$folder"
apt-get -qq update
apt-get -qq download "linux-image-$kernel=$version" "busybox-static=$busybox"
for package in ./*.deb; do
    dpkg -x "$package" "$folder/packages"
done

cp "$folder/packages/usr/bin/busybox" "$folder/root/bin/"
modules=$(find packages -path "*/$kernel/kernel" -type d)
for module in net/core/failover drivers/net/net_failover drivers/net/virtio_net; do
    xz -dc "$modules/$module.ko.xz" >"$folder/root/${module##*/}.ko"
done
cat >"$folder/root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mkdir -p /sys /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t proc proc /proc
for module in failover net_failover virtio_net; do
    /bin/busybox insmod /$module.ko || echo "FINDING no module $module"
done
/bin/busybox ip link set eth0 up
/bin/busybox sleep 4
for number in 1 2 3 4; do
    /bin/busybox ip -6 addr add fd00:77::$number/64 dev eth0
done
/bin/busybox sleep 5
for number in 1 2 3 4; do
    flags=$(/bin/busybox awk -v n=$number '$1 ~ "^fd00.*0" n "$" { print $5 }' /proc/net/if_inet6)
    echo "FINDING $number: $flags"
done
echo "FINDING end"
/bin/busybox poweroff -f
INIT
chmod +x "$folder/root/init"
ln -s busybox "$folder/root/bin/sh"
(cd "$folder/root" && find . | cpio --quiet -o -H newc | gzip -1) >"$folder/initrd"

# The other end of the guest's cable: each datagram is a frame.
cat >peer.py <<'PEER'
import ipaddress, socket, struct, sys

own = bytes.fromhex("525400000077")
guest = bytes.fromhex("525400000199")
prefix = ipaddress.ip_address("fd00:77::").packed[:15]
cable = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
cable.bind(("127.0.0.1", 0))
print(cable.getsockname()[1], flush=True)
told = set()


def advertise(to, number, card):
    """All hear that an address is behind a card."""
    if number in told:
        return
    told.add(number)
    address = prefix + bytes([number])
    everybody = ipaddress.ip_address("ff02::1").packed
    message = struct.pack("!BBHI", 136, 0, 0, 0x20000000) + address + b"\x02\x01" + card
    whole = address + everybody + struct.pack("!II", len(message), 58) + message
    total = sum(struct.unpack("!%dH" % (len(whole) // 2), whole))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    message = message[:2] + struct.pack("!H", ~total & 0xFFFF) + message[4:]
    header = struct.pack("!IHBB", 0x60000000, len(message), 58, 255) + address + everybody
    cable.sendto(bytes.fromhex("333300000001") + own + b"\x86\xdd" + header + message, to)


while True:
    frame, to = cable.recvfrom(4096)
    if frame[12:14] != b"\x86\xdd" or frame[6:12] != guest:
        continue
    # The guest joins the group in which questions for an address come, before it asks one itself.
    if frame[20] == 0 and bytes.fromhex("ff0200000000000000000001ff000002") in frame:
        advertise(to, 2, guest)
    if frame[20] == 58 and frame[54] == 135 and frame[62:77] == prefix:
        if frame[77] == 2 and 2 not in told:
            print("the question came before the group was joined", file=sys.stderr, flush=True)
        if frame[77] == 3:
            advertise(to, 3, guest)
        if frame[77] == 4:
            advertise(to, 4, own)
PEER
python3 peer.py >port 2>peer.log &
peer=$!
tries=0
until [ -s port ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || fail "no peer: $(cat peer.log)"
    sleep 0.1
done
qemu-system-x86_64 -machine pc,accel=tcg -m 256 -nodefaults -display none -no-reboot -serial "file:$folder/serial" \
    -netdev "socket,id=cable,udp=127.0.0.1:$(cat port),localaddr=127.0.0.1:0" \
    -device virtio-net-pci,netdev=cable,mac=52:54:00:00:01:99 \
    -kernel "$folder/packages/boot/vmlinuz-$kernel" -initrd "$folder/initrd" \
    -append "console=ttyS0 quiet panic=-1" </dev/null &
qemu=$!
tries=0
until grep -q "FINDING end" "$folder/serial" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 1800 ] || fail "no answer of the kernel within three minutes: $(tail -n 5 "$folder/serial")"
    kill -0 "$qemu" 2>/dev/null || break
    sleep 0.1
done
[ ! -s peer.log ] || fail "$(cat peer.log)"
expect() { # number, what, flags
    found=$(tr -d '\r' <"$folder/serial" | sed -n "s/.*FINDING $1: //p")
    echo "$2: $found"
    [ "$found" = "$3" ] || fail "$2: $found in place of $3"
}
expect 1 "nobody says anything" 80
expect 2 "the own card, before the host has asked" c8
expect 3 "the own card, after the host has asked" c8
expect 4 "another card, after the host has asked" c8
