#!/bin/sh
# Debian 13: linux-image-6.12.117+deb13-cloud-amd64 6.12.117-1, busybox-static 1:1.37.0-6+b9, in QEMU (any, without KVM).
#
# Behaviour: `+=SECONDS` in /sys/class/rtc/rtc0/wakealarm moves the alarm that is armed by so many seconds. Where the kernel
# refuses the new time, no alarm is left at all: it is cleared before it is found that the new one is out of reach. The
# reach of this RTC, whose alarm has neither day nor month, is one second less than a day: +86399 is taken, +86400 is
# refused. A new alarm (`+SECONDS`) where one is armed is refused too, and leaves it.
#
# One would guess that what is refused changes nothing. Who moves the alarm of somebody else, is refused and goes on has
# taken away what was to wake the host.
#
# Seen (what the kernel answered, and the seconds until the alarm that is armed then):
#   +600 where none is armed:   taken, 600
#   +700 where one is armed:    Device or resource busy, 600
#   +=86000 where one is armed: Invalid argument, none
#   +86400 where none is armed: Invalid argument, none
#   +86399 where none is armed: taken, 86399
#
# Needs root, qemu-system-x86, cpio and 100 MB. Takes about a minute.
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
end() {
    [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || true
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
cat >"$folder/root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mkdir -p /sys /proc /dev
/bin/busybox mount -t sysfs sysfs /sys
alarm=/sys/class/rtc/rtc0/wakealarm
try() { # what, word
    if echo "$2" >$alarm 2>/error; then answer=taken; else answer=$(/bin/busybox cat /error); fi
    now=$(/bin/busybox cat /sys/class/rtc/rtc0/since_epoch)
    at=$(/bin/busybox cat $alarm)
    if [ -n "$at" ]; then left=$((at - now)); else left=none; fi
    echo "FINDING $1: ${answer##*: }, $left"
}
try "+600 where none is armed" "+600"
try "+700 where one is armed" "+700"
try "+=86000 where one is armed" "+=86000"
try "+86400 where none is armed" "+86400"
try "+86399 where none is armed" "+86399"
echo "FINDING end"
/bin/busybox poweroff -f
INIT
chmod +x "$folder/root/init"
ln -s busybox "$folder/root/bin/sh"
(cd "$folder/root" && find . | cpio --quiet -o -H newc | gzip -1) >"$folder/initrd"

qemu-system-x86_64 -machine pc,accel=tcg -m 256 -nodefaults -display none -no-reboot -serial "file:$folder/serial" \
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
tr -d '\r' <"$folder/serial" | sed -n 's/.*FINDING //p' | grep -v '^end' >"$folder/found"
cat "$folder/found"
expect() { # what, answer, the least and the most seconds
    answer=$(sed -n "s/^$1: //p" "$folder/found")
    left=${answer##*, }
    [ "${answer%, *}" = "$2" ] || fail "$1: $answer"
    case $left in
        none) [ "$3" = none ] || fail "$1: no alarm is left" ;;
        *)
            [ "$3" != none ] || fail "$1: an alarm is left: $answer"
            [ "$left" -ge "$3" ] || fail "$1: $answer"
            [ "$left" -le "$4" ] || fail "$1: $answer"
            ;;
    esac
}
expect "+600 where none is armed" taken 590 600
expect "+700 where one is armed" "Device or resource busy" 590 600
expect "+=86000 where one is armed" "Invalid argument" none none
expect "+86400 where none is armed" "Invalid argument" none none
expect "+86399 where none is armed" taken 86390 86399
