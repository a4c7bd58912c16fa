#!/bin/sh
# Debian 13: tuned 2.25.1-1 and tuned-ppd 2.25.1-1, with dbus-daemon, in a root of their own.
#
# Behaviour: tuned-ppd owns the names of power-profiles-daemon, and has tuned do what is asked of it. Of a profile that
# somebody has set by tuned itself (tuned-adm) it says "unknown", and takes no "unknown" back ("Invalid profile"). That it
# is tuned's shows in its list of profiles, whose driver is "tuned". It writes down the last profile that has a name of its
# own, though tuned has another by now; each start of tuned-ppd sets that one over tuned's.
#
# One would guess that a profile that can be read can be set again, and that two names on the bus are two services. Who
# keeps what ActiveProfile says, sets another one and puts the first back has lost tuned's profile.
#
# Seen:
#   tuned at the start:              virtual-guest
#   tuned after tuned-ppd's start:   balanced
#   driver of its profiles:          tuned
#   tuned-adm's profile, by its name: unknown
#   set back:                        Invalid profile 'unknown'
#   its own after powersave:         power-saver
#   the same after virtual-guest:    power-saver
#   tuned after its next start:      powersave
#
# Needs root, mmdebstrap and unshare. Takes about two minutes, most of it for packages. Its profiles tune nothing, and /sys
# is read-only there.
set -eu
version=2.25.1-1

if [ "${1:-}" != inside ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    mmdebstrap --quiet --variant=apt --include=tuned,tuned-ppd,dbus-daemon,dbus-bin trixie "$folder/root"
    cp -- "$0" "$folder/root/finding.sh"
    # shellcheck disable=SC2016 # expanded inside
    unshare --mount --pid --fork --net --uts --ipc sh -c '
        mount -t proc proc "$1/proc"
        mount -t sysfs -o ro sysfs "$1/sys"
        mount -t tmpfs tmpfs "$1/run"
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
        [ "$tries" -lt 600 ] || fail "no $what within a minute: $(tail -n 3 /*.log)"
        sleep 0.1
    done
}

call() { dbus-send --system --print-reply=literal "$@" 2>&1; }
ask() { # method, arguments
    method=$1
    shift
    call --dest=com.redhat.tuned /Tuned "com.redhat.tuned.control.$method" "$@"
}
active() { ask active_profile | tr -d ' \n'; }
is() { [ "$(active)" = "$1" ]; }
property() { # Get|Set, arguments
    method=$1
    shift
    call --dest=net.hadess.PowerProfiles /net/hadess/PowerProfiles "org.freedesktop.DBus.Properties.$method" \
        string:net.hadess.PowerProfiles "$@"
}
profile() { property Get string:ActiveProfile | tr -s ' \n' ' ' | sed 's/.*variant //; s/ $//'; }
says() { [ "$(profile)" = "$1" ]; }
same() { # what, found, expected
    printf '%-33s %s\n' "$1:" "$2"
    [ "$2" = "$3" ] || fail "$1: $2, expected $3"
}

found=$(dpkg-query -W -f '${Version} ' tuned tuned-ppd)
[ "$found" = "$version $version " ] || fail "tuned and tuned-ppd $found, expected $version"
rm -rf /usr/lib/tuned/profiles/*
for name in balanced balanced-battery powersave throughput-performance virtual-guest; do
    mkdir -p "/usr/lib/tuned/profiles/$name"
    printf '[main]\nsummary=tunes nothing\n' >"/usr/lib/tuned/profiles/$name/tuned.conf"
done
mkdir -p /run/dbus /run/tuned
dbus-daemon --system --nofork --nopidfile >/dbus.log 2>&1 &
wait_for "bus" test -S /run/dbus/system_bus_socket
tuned --profile virtual-guest >/tuned.log 2>&1 &
wait_for "profile of tuned" is virtual-guest
same "tuned at the start" "$(active)" virtual-guest

tuned-ppd >/ppd.log 2>&1 &
ppd=$!
wait_for "answer of tuned-ppd" says balanced
same "tuned after tuned-ppd's start" "$(active)" balanced
property Get string:Profiles | grep -A 1 Driver | grep -q 'tuned' || fail "its profiles have another driver"
same "driver of its profiles" tuned tuned

ask switch_profile string:virtual-guest >/dev/null
wait_for "unknown profile" says unknown
same "tuned-adm's profile, by its name" "$(profile)" unknown
same "set back" "$(property Set string:ActiveProfile variant:string:unknown | sed 's/.*: //')" "Invalid profile 'unknown'"

ask switch_profile string:powersave >/dev/null
wait_for "known profile" says power-saver
same "its own after powersave" "$(cat /etc/tuned/ppd_base_profile)" power-saver
ask switch_profile string:virtual-guest >/dev/null
wait_for "unknown profile" says unknown
same "the same after virtual-guest" "$(cat /etc/tuned/ppd_base_profile)" power-saver
kill "$ppd"
wait "$ppd" || true
tuned-ppd >>/ppd.log 2>&1 &
wait_for "answer of tuned-ppd" says power-saver
same "tuned after its next start" "$(active)" powersave
