#!/bin/sh
# Debian 12: systemd 252.39-1~deb12u2, in a container of its own.
#
# Behaviour: a command of a unit that begins with '+' is free of ProtectSystem= and of the other sandboxing, but not of
# ReadWritePaths=: a path in it that is missing fails that command too (226/NAMESPACE). So ExecStartPre=+/bin/mkdir cannot make
# a folder that ReadWritePaths= names; with '-' before the path it can, and the next command has the folder.
#
# One would guess that '+' lifts all of it, as systemd.service(5) says of "the various file system namespacing options".
#
# Seen:
#   ProtectSystem=strict, ExecStartPre=+mkdir in /usr:             success
#   ReadWritePaths=/run/wanted, ExecStartPre=+mkdir of that:       exit-code, 226
#   ReadWritePaths=-/run/wanted, ExecStartPre=+mkdir of that:      success, and the main command writes there
#
# Needs root, mmdebstrap, unshare, nsenter and systemd-nspawn. Takes about two minutes, most of it for packages.
set -eu
version=252.39-1~deb12u2

fail() {
    echo "changed: $*" >&2
    exit 1
}

folder=$(mktemp -d)
container=
group=lungfish-finding-$$
end() {
    if [ -n "$container" ]; then
        # Its systemd outlives systemd-nspawn.
        # shellcheck disable=SC2046 # one pid or none
        kill -9 $(cat "/proc/$container/task/$container/children" 2>/dev/null) "$container" 2>/dev/null || true
    fi
    # shellcheck disable=SC2016 # expanded inside
    unshare --mount --propagation=private sh -c '
        mount -t cgroup2 none /sys/fs/cgroup
        for try in 1 2 3 4 5 6 7 8 9 10; do
            find "/sys/fs/cgroup/$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
            [ -e "/sys/fs/cgroup/$1" ] || break
            sleep 0.5
        done' sh "$group"
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT TERM
mmdebstrap --quiet --variant=minbase --include=systemd-sysv bookworm "$folder/root"

unit() { # name, lines
    {
        printf '[Service]\nType=oneshot\n'
        printf '%s\n' "$2"
    } >"$folder/root/etc/systemd/system/$1.service"
}
unit protected 'ProtectSystem=strict
ExecStartPre=+/bin/mkdir -p /usr/made-with-plus
ExecStart=/bin/true'
unit missing 'ProtectSystem=strict
ReadWritePaths=/run/wanted
ExecStartPre=+/bin/mkdir -p /run/wanted
ExecStart=/bin/touch /run/wanted/file'
unit optional 'ProtectSystem=strict
ReadWritePaths=-/run/wanted
ExecStartPre=+/bin/mkdir -p /run/wanted
ExecStart=/bin/touch /run/wanted/file'

# systemd-nspawn wants one hierarchy of control groups, which not every machine has.
# shellcheck disable=SC2016 # expanded inside
unshare --mount --propagation=private sh -c '
    mount -t cgroup2 none /sys/fs/cgroup
    mkdir "/sys/fs/cgroup/$2"
    echo $$ >"/sys/fs/cgroup/$2/cgroup.procs"
    export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
    exec systemd-nspawn --quiet --directory="$1" --boot --register=no --keep-unit --private-network --console=pipe' \
    sh "$folder/root" "$group" >"$folder/console" 2>&1 </dev/null &
container=$!

inside() {
    first=$(cat "/proc/$container/task/$container/children")
    [ -n "${first% }" ] || return 1
    nsenter --target "${first% }" --mount --uts --ipc --net --pid --cgroup --root --wd "$@"
}
tries=0
until inside systemctl is-system-running --wait >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || fail "the container did not start: $(tail -n 5 "$folder/console")"
    sleep 0.2
done

# shellcheck disable=SC2016 # expanded by dpkg-query
installed=$(inside dpkg-query -W -f '${Version}' systemd)
[ "$installed" = "$version" ] || fail "systemd $installed, $version expected"
for unit in protected missing optional; do
    inside systemctl start "$unit" >/dev/null 2>&1 || true
    result=$(inside systemctl show -p Result --value "$unit")
    status=$(inside systemctl show -p ExecStartPre "$unit" | sed -n 's/.*; status=\([0-9]*\)[^0-9].*/\1/p')
    printf '%-10s %s, status of the command with +: %s\n' "$unit:" "$result" "$status"
    case $unit:$result:$status in
    protected:success:0 | missing:exit-code:226 | optional:success:0) ;;
    *) fail "$unit ended with $result and $status" ;;
    esac
done
inside test -e /run/wanted/file || fail "the main command did not write"
