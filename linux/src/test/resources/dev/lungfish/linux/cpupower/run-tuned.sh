#!/bin/sh
# Runs tuned with three profiles that tune nothing, in its own mount namespace: it sees neither the profiles nor the settings
# of this machine, and changes none.
#
# usage: run-tuned.sh FOLDER PROFILE
set -eu
folder=$1
profile=$2
for name in throughput-performance balanced powersave; do
    mkdir -p "$folder/profiles/$name"
    printf '[main]\nsummary=tunes nothing\n' >"$folder/profiles/$name/tuned.conf"
done
mkdir -p "$folder/etc" "$folder/run"
cp -r /usr/lib/tuned/functions "$folder/profiles/"
cp /etc/tuned/tuned-main.conf "$folder/etc/"
export folder profile
exec unshare --mount sh -c '
    mount --bind "$folder/profiles" /usr/lib/tuned
    mount --bind "$folder/etc" /etc/tuned
    mount --bind "$folder/run" /run
    exec /usr/bin/python3 -Es /usr/sbin/tuned --log="$folder/tuned.log" -p "$profile"'
