#!/bin/sh
# Debian 13: openjdk-25-jdk-headless 25.0.5.1+2-1~deb13u1, in a root of its own.
#
# Behaviour: a JVM that starts with an AOT cache loads all classes of the cache, at each start, also those that the program
# never touches. A program that does nothing has several times the classes with a cache that a larger program was trained
# for, and takes the time for them: two programs that share a runtime are better off with a cache each.
#
# One would guess that classes come out of the cache when they are first used, as they come out of a jar and out of the
# older archives (class data sharing without AOT linking), so that what else is in the cache costs nothing but its disk.
#
# Seen, classes loaded by an empty main method:
#   with a cache trained for it alone:            821
#   with a cache trained for a larger program:   2458
#
# Needs root, mmdebstrap and unshare. Takes about three minutes, most of it for packages.
set -eu
version=25.0.5.1+2-1~deb13u1

if [ "${1:-}" != inside ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    mmdebstrap --quiet --variant=apt --include=openjdk-25-jdk-headless trixie "$folder/root"
    cp -- "$0" "$folder/root/finding.sh"
    # shellcheck disable=SC2016 # expanded inside
    unshare --mount --pid --fork --net --uts --ipc sh -c '
        mount -t proc proc "$1/proc"
        exec chroot "$1" sh /finding.sh inside' sh "$folder/root"
    exit
fi

fail() {
    echo "changed: $*" >&2
    exit 1
}

installed=$(dpkg-query -W -f '${Version}' openjdk-25-jdk-headless)
[ "$installed" = "$version" ] || fail "openjdk-25-jdk-headless $installed, $version expected"
mkdir /app
cd /app
cat >Nothing.java <<'END'
public class Nothing {
    public static void main(String[] arguments) {}
}
END
cat >Large.java <<'END'
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

public class Large {
    public static void main(String[] arguments) throws Exception {
        byte[] text = "<a><b/></a>".getBytes();
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(text));
        Logger.getLogger("large").info(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now()));
        HttpClient.newHttpClient().close();
        Stream.of("a", "b").collect(Collectors.groupingBy(String::length));
    }
}
END
javac Nothing.java Large.java
jar --create --file app.jar ./*.class
rm ./*.class
options="-XX:+UseSerialGC -cp app.jar"
for program in Nothing Large; do
    # shellcheck disable=SC2086 # words
    java $options "-XX:AOTCacheOutput=$program.aot" "$program" >log 2>&1 || fail "no cache: $(tail -n 3 log)"
done

classes() { # cache
    # shellcheck disable=SC2086 # words
    java $options "-XX:AOTCache=$1.aot" -Xlog:class+load Nothing | grep -c 'source: shared objects file'
}

own=$(classes Nothing)
other=$(classes Large)
printf '%-43s %5d\n' "with a cache trained for it alone:" "$own" "with a cache trained for a larger program:" "$other"
[ "$other" -gt $((own * 2)) ] || fail "the larger cache does not load more than twice the classes"
