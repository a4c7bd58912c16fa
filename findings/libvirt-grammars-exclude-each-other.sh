#!/bin/sh
# Debian: libvirt0 9.0.0-4+deb12u2 (bookworm) and libvirt-common 11.3.0-3+deb13u3 (trixie), with xmllint.
#
# Behaviour: no document of a host's capabilities that says where a processor is (socket_id) is valid by the grammars of
# both versions. That of 11.3 requires the attribute cluster_id beside socket_id, and that of 9.0 forbids it. A document
# that says nothing of the place is valid by both.
#
# One would guess that a newer grammar accepts what its predecessor accepted, as the program does that reads the document.
# Who writes such a document must know which version will check it.
#
# Seen:
#   place without cluster_id: 9.0 valid, 11.3 invalid
#   place with cluster_id:    9.0 invalid, 11.3 valid
#   no place:                 9.0 valid, 11.3 valid
#
# Needs root, apt-get, dpkg-deb and xmllint (libxml2-utils). Takes half a minute.
set -eu
# shellcheck disable=SC2016 # apt's own placeholder
mirror=$(apt-get indextargets --format '$(SITE)' 'Identifier: Packages' | grep -m 1 '/debian$')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
    echo "changed: $*" >&2
    exit 1
}

grammar() { # suite, package, version: its grammars are then in $folder/SUITE
    suite=$1
    mkdir -p "$folder/$suite/lists/partial" "$folder/$suite/cache/archives/partial" "$folder/$suite/get"
    : >"$folder/$suite/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" \
        >"$folder/$suite/sources.list"
    cat >"$folder/$suite/apt.conf" <<CONF
Dir::Etc::sourcelist "$folder/$suite/sources.list";
Dir::Etc::sourceparts "$folder/$suite/none";
Dir::State::lists "$folder/$suite/lists";
Dir::State::status "$folder/$suite/status";
Dir::Cache "$folder/$suite/cache";
APT::Architecture "amd64";
APT::Sandbox::User "root";
CONF
    APT_CONFIG=$folder/$suite/apt.conf
    export APT_CONFIG
    apt-get -qq update
    (cd "$folder/$suite/get" && apt-get -qq download "$2=$3") || fail "no $2 $3 in $suite"
    dpkg-deb -x "$folder/$suite/get"/*.deb "$folder/$suite"
}

verdict() { # suite, document
    if xmllint --noout --relaxng "$folder/$1/usr/share/libvirt/schemas/capability.rng" "$2" >/dev/null 2>&1; then
        echo valid
    else
        echo invalid
    fi
}

check() { # what, attributes of the processor, verdict of 9.0, verdict of 11.3
    cat >"$folder/document.xml" <<XML
<capabilities><host><cpu><arch>x86_64</arch></cpu><power_management/>
<topology><cells num='1'><cell id='0'><memory unit='KiB'>1024</memory>
<cpus num='1'><cpu id='0'$2/></cpus></cell></cells></topology></host></capabilities>
XML
    old=$(verdict bookworm "$folder/document.xml")
    new=$(verdict trixie "$folder/document.xml")
    echo "$1 9.0 $old, 11.3 $new"
    [ "$old $new" = "$3 $4" ] || fail "$1 9.0 $old, 11.3 $new"
}

command -v xmllint >/dev/null || fail "xmllint not found: apt-get install libxml2-utils"
grammar bookworm libvirt0 9.0.0-4+deb12u2
grammar trixie libvirt-common 11.3.0-3+deb13u3
check "place without cluster_id:" " socket_id='0' die_id='0' core_id='0' siblings='0'" valid invalid
check "place with cluster_id:   " " socket_id='0' die_id='0' cluster_id='0' core_id='0' siblings='0'" invalid valid
check "no place:                " "" valid valid
