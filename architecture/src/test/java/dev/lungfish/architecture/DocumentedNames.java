package dev.lungfish.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Resolves what a document names between backticks: types, their members, packages, modules and
/// files of the checkout.
///
/// A type may be named by its simple name, from its module on (`host.engine.SleepEngine`) or in
/// full, with a nested type or a member behind it (`Effect.Enter`, `Server.dismiss`). Tests and
/// classes that are not on the class path of this module are known by the names of their sources.
final class DocumentedNames {
    private static final String ROOT = "dev.lungfish.";
    private static final Pattern SOURCE =
            Pattern.compile("[^/]+/src/(?:main|test)/java/(.+)\\.java");
    private static final Pattern FILE = Pattern.compile("[A-Za-z][\\w.-]*(/[\\w.-]+)+/?");
    private static final Pattern DOTTED =
            Pattern.compile("[A-Za-z]\\w*(\\.[A-Za-z]\\w*)*(\\(\\))?");

    /// A type's name begins with a capital and is no word in capitals alone (`DIR`, `RPC`).
    private static final Pattern TYPE = Pattern.compile("[A-Z]\\w*[a-z]\\w*");

    /// What a name names.
    enum Kind {
        TYPE,
        PACKAGE,
        FILE
    }

    private final Path checkout;
    private final List<String> modules;

    /// By the full name, nested types with a dot; the names of their members, or none where only
    /// the source is known.
    private final Map<String, Optional<Set<String>>> types = new HashMap<>();

    private final Set<String> packages = new HashSet<>();

    DocumentedNames(Path checkout, List<String> modules, Iterable<JavaClass> classes)
            throws IOException {
        this.checkout = checkout;
        this.modules = modules;
        for (String module : modules) {
            addSources(checkout.resolve(module));
        }
        for (JavaClass type : classes) {
            types.put(type.getName().replace('$', '.'), Optional.of(members(type)));
            addPackage(type.getPackageName());
        }
    }

    /// What kind of name this is, if it is one that must exist.
    Optional<Kind> kind(String name) {
        if (FILE.matcher(name).matches()) {
            String first = name.substring(0, name.indexOf('/'));
            return Files.exists(checkout.resolve(first))
                    ? Optional.of(Kind.FILE)
                    : Optional.empty();
        }
        if (!DOTTED.matcher(name).matches()) {
            return Optional.empty();
        }
        List<String> parts = parts(name);
        boolean ours = name.startsWith(ROOT) || modules.contains(parts.getFirst());
        int type = typeAt(parts);
        if (type == 0 || (type > 0 && ours)) {
            return Optional.of(Kind.TYPE);
        }
        return ours && type < 0 && parts.size() > 1 ? Optional.of(Kind.PACKAGE) : Optional.empty();
    }

    /// Whether it exists.
    boolean exists(String name) {
        return switch (kind(name).orElseThrow()) {
            case FILE -> Files.exists(checkout.resolve(name));
            case PACKAGE -> isPackage(name);
            case TYPE -> isType(parts(name));
        };
    }

    /// Whether there are classes in a package, or below it.
    boolean isPackage(String name) {
        return packages.contains(name.startsWith(ROOT) ? name : ROOT + name);
    }

    private boolean isType(List<String> parts) {
        int type = typeAt(parts);
        String before = String.join(".", parts.subList(0, type));
        String prefix =
                before.isEmpty() || (before + ".").startsWith(ROOT) ? before : ROOT + before;
        for (int end = parts.size(); end > type; end--) {
            String name = String.join(".", parts.subList(type, end));
            List<String> rest = parts.subList(end, parts.size());
            if (found(prefix, name).anyMatch(found -> hasMembers(found, rest))) {
                return true;
            }
        }
        return before.isEmpty() && isOfTheJdk(parts);
    }

    /// The full names of the types that are meant.
    private Stream<String> found(String prefix, String name) {
        return prefix.isEmpty()
                ? types.keySet().stream().filter(full -> full.endsWith("." + name))
                : Stream.of(prefix + "." + name).filter(types::containsKey);
    }

    private boolean hasMembers(String type, List<String> rest) {
        if (rest.isEmpty()) {
            return true;
        }
        Optional<Set<String>> members = types.getOrDefault(type, Optional.empty());
        return rest.size() == 1 && members.map(all -> all.contains(rest.getFirst())).orElse(false);
    }

    private static boolean isOfTheJdk(List<String> parts) {
        return Stream.of("java.lang.", "java.util.", "java.time.", "java.nio.file.")
                .anyMatch(place -> {
                    try {
                        Class.forName(place + parts.getFirst());
                        return true;
                    } catch (ClassNotFoundException e) {
                        return false;
                    }
                });
    }

    private void addSources(Path module) throws IOException {
        if (!Files.isDirectory(module)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(module)) {
            tree.map(file -> SOURCE.matcher(checkout.relativize(file).toString()))
                    .filter(Matcher::matches)
                    .map(source -> source.group(1).replace('/', '.'))
                    .filter(name -> !name.endsWith("package-info"))
                    .forEach(name -> {
                        types.putIfAbsent(name, Optional.empty());
                        addPackage(name.substring(0, name.lastIndexOf('.')));
                    });
        }
    }

    private void addPackage(String name) {
        for (String at = name; at.startsWith(ROOT); at = at.substring(0, at.lastIndexOf('.'))) {
            packages.add(at);
        }
    }

    private static Set<String> members(JavaClass type) {
        return type.getAllMembers().stream()
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(JavaMember::getName)
                .collect(Collectors.toSet());
    }

    private static List<String> parts(String name) {
        return new ArrayList<>(Arrays.asList(name.replace("()", "").split("\\.")));
    }

    /// Where the first part is that is a type's name; -1 where none is.
    private static int typeAt(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (TYPE.matcher(parts.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }
}
