#!/bin/sh
# Debian 12: systemd 252.39-1~deb12u2 and libsystemd-shared of the same version, tzdata of the host.
#
# Behaviour: a calendar event of systemd with the zone CET never elapses while the host's own zone is one that calls its
# winter time CET and has summer time now. On a host in UTC or in Tokyo the same event elapses each day.
#
# One would guess that CET is a time zone, as it is in tzdata and as systemd.time(7) lets one write any zone of tzdata
# ("IANA time zone database"). systemd first compares the word with the abbreviations of the host's own zone, and takes
# it for "winter time here", which a day in summer does not have. A timer with OnCalendar=06:30 CET that elapses last
# before the change to summer time has no next time then.
#
# Seen, after 2026-07-10 12:00 UTC:
#   on a host in Europe/Berlin, 06:30 CET:           never
#   on a host in UTC, 06:30 CET:                     Sat 2026-07-11 04:30:00 UTC
#   on a host in Europe/Berlin, 06:30 Europe/Berlin: Sat 2026-07-11 04:30:00 UTC
#
# Needs apt-get with Debian 12's packages, and dpkg-deb. Takes some seconds.
set -eu
version=252.39-1~deb12u2

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
(
    cd "$folder"
    apt-get download -q -o APT::Sandbox::User=root "systemd=$version" "libsystemd-shared=$version" >/dev/null
    for package in ./*.deb; do
        dpkg-deb -x "$package" root
    done
)
libraries=$(dirname "$(find "$folder/root" -name 'libsystemd-shared-252.so' | head -n 1)")

next() { # host's zone, event
    LC_ALL=C TZ=$1 LD_LIBRARY_PATH=$libraries "$folder/root/usr/bin/systemd-analyze" calendar \
        --base-time='2026-07-10 12:00:00 UTC' "$2" |
        sed -n 's/.*Next elapse: \(never\|.* UTC\)$/\1/p; s/.*(in UTC): //p' | tail -n 1
}

show() { # host's zone, event, what was seen
    found=$(next "$1" "$2")
    printf '%-50s %s\n' "on a host in $1, $2:" "$found"
    [ "$found" = "$3" ] || {
        echo "changed: '$3' expected" >&2
        exit 1
    }
}

show Europe/Berlin '06:30 CET' never
show UTC '06:30 CET' 'Sat 2026-07-11 04:30:00 UTC'
show Europe/Berlin '06:30 Europe/Berlin' 'Sat 2026-07-11 04:30:00 UTC'
