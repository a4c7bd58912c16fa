package dev.lungfish.libvirt.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The command of a tunnel: ssh, and what the far side's shell runs to connect its standard streams
/// to the server's socket.
///
/// As libvirt's clients with `proxy=auto`, it takes what the far side has: a netcat that knows `-U`
/// (OpenBSD's, Nmap's), socat, or libvirt's own `virt-ssh-helper`. libvirt's clients prefer the
/// last, which knows only the sockets in libvirt's folder; here it comes last. `?netcat=` names a
/// program, `?proxy=netcat` and `?proxy=native` allow only one kind.
///
/// **Source:** `virNetClientSSHHelperCommand` in libvirt 11.3 `src/rpc/virnetclient.c`: the
/// spellings of `proxy`, and the option `-q0`, without which Debian's netcat outlives its input.
record SshCommand(LibvirtUri uri, List<Path> sockets, boolean readOnly) {
    /// Its parameters: kind of proxy, netcat, the URI for libvirt's helper, its option, sockets.
    /// The lines are joined: not every login shell takes a word of several.
    private static final String FAR_SIDE =
            """
            kind=$1; netcat=$2; uri=$3; helper=$4; shift 4; found=;
            for socket do if [ -S "$socket" ]; then found=$socket; break; fi; done;
            knows() { command -v "$1" >/dev/null 2>&1; };
            connect() {
            case $("$1" -q 2>&1 </dev/null) in
            *"requires an argument"*) exec "$1" -q0 -U "$found";;
            *) exec "$1" -U "$found";;
            esac; };
            if [ "$kind" != native ] && [ -n "$found" ]; then
            if [ -n "$netcat" ]; then connect "$netcat"; fi;
            for program in nc nc.openbsd ncat netcat; do
            if knows "$program"; then
            case $("$program" -h 2>&1 </dev/null) in *-U*) connect "$program";; esac;
            fi;
            done;
            if [ "$kind" != netcat ] && knows socat; then exec socat - "UNIX-CONNECT:$found"; fi;
            fi;
            if [ "$kind" != netcat ] && [ -z "$netcat" ] && knows virt-ssh-helper; then
            exec virt-ssh-helper $helper "$uri";
            fi;
            if [ -z "$found" ] && [ "$kind" != native ]; then
            echo "at the far side: no server has a socket there, or this user may not see it: $*";
            else
            echo "at the far side: no program there connects to a socket; install one:"
            "netcat-openbsd (nc -U), ncat, socat, or what brings virt-ssh-helper";
            fi >&2;
            exit 127
            """
                    .strip()
                    .replace('\n', ' ');

    /// The words for the local system.
    List<String> words(String host) {
        List<String> command = new ArrayList<>();
        command.add(uri.parameters().getOrDefault("command", "ssh"));
        if (uri.port() != null) {
            command.addAll(List.of("-p", String.valueOf(uri.port())));
        }
        if (uri.user() != null) {
            command.addAll(List.of("-l", uri.user()));
        }
        if (uri.parameters().containsKey("keyfile")) {
            command.addAll(List.of("-i", uri.parameters().getOrDefault("keyfile", "")));
        }
        command.addAll(List.of("-T", "-e", "none", "--", host, farSide()));
        return command;
    }

    /// One word, since ssh joins its words with spaces and the far side's login shell parts them.
    private String farSide() {
        List<String> words = new ArrayList<>(List.of("sh", "-c", FAR_SIDE, "sh"));
        words.add(uri.parameters().getOrDefault("proxy", "auto"));
        words.add(uri.parameters().getOrDefault("netcat", ""));
        words.add(uri.name());
        words.add(readOnly ? "-r" : "");
        sockets.forEach(socket -> words.add(socket.toString()));
        return words.stream().map(SshCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
