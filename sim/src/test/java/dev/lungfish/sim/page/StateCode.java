package dev.lungfish.sim.page;

import dev.lungfish.core.procedure.state.ProcedureState;
import dev.lungfish.core.procedure.state.SleepProcedure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which states can follow on which, read from the compiled code of the procedure.
///
/// A state follows on another one only where code that runs in `on` makes it: an object of its
/// class is made there by `new`, as no state holds another one (the test sees to that). So all code
/// that `on` can reach within the package is walked, lambdas and method references included, and
/// every state that it makes counts. This may name a step that no run takes; it leaves none out.
///
/// What follows when all is undone depends on what the undoing is for, not on the state before:
/// `RolledBack` stands for that as a state of its own.
final class StateCode {
    static final String UNDONE = "Rollback.RolledBack";
    static final String BEGIN = "[*]";

    private static final String PACKAGE =
            SleepProcedure.class.getPackageName().replace('.', '/') + "/";
    private static final String STATE = PACKAGE + ProcedureState.class.getSimpleName();
    private static final String STEP = STATE + "$Step";
    private static final Method FOLLOW = new Method(PACKAGE + UNDONE.replace('.', '$'), "follow");

    private final Map<String, ClassModel> classes = new TreeMap<>();

    /// A method by its class and its name; those of one name are taken together.
    private record Method(String owner, String name) {}

    private StateCode() {}

    static StateCode read() throws IOException {
        StateCode code = new StateCode();
        Deque<String> left = new ArrayDeque<>(List.of(PACKAGE + "SleepProcedure"));
        while (!left.isEmpty()) {
            String name = left.remove();
            if (!code.classes.containsKey(name)) {
                ClassModel model = parse(name);
                code.classes.put(name, model);
                for (PoolEntry entry : model.constantPool()) {
                    if (entry instanceof ClassEntry of && of.asInternalName().startsWith(PACKAGE)) {
                        left.add(of.asInternalName());
                    }
                }
            }
        }
        return code;
    }

    private static ClassModel parse(String name) throws IOException {
        String file = "/" + name + ".class";
        try (InputStream in =
                Objects.requireNonNull(SleepProcedure.class.getResourceAsStream(file), file)) {
            return ClassFile.of().parse(in.readAllBytes());
        }
    }

    /// All states that can be made, by their classes' names.
    Set<String> states() {
        Set<String> states = new TreeSet<>();
        for (String name : classes.keySet()) {
            if (isState(name)) {
                states.add(shortName(name));
            }
        }
        return states;
    }

    /// The states that can follow on each, on [#BEGIN] and on [#UNDONE].
    Map<String, Set<String>> next() {
        Map<String, Set<String>> next = new TreeMap<>();
        for (String name : classes.keySet()) {
            if (isState(name)) {
                next.put(shortName(name), madeFrom(name, List.of(new Method(name, "on"))));
            }
        }
        next.put(UNDONE, madeFrom(FOLLOW.owner(), List.of(FOLLOW)));
        next.put(
                BEGIN,
                madeFrom(
                        PACKAGE + "SleepProcedure",
                        Stream.of("begin", "testRtc", "settle")
                                .map(way -> new Method(PACKAGE + "SleepProcedure", way))
                                .toList()));
        return next;
    }

    /// The fields of states that could hold another state, or code that makes one.
    Set<String> hidingPlaces() {
        Set<String> places = new TreeSet<>();
        classes.forEach((name, model) -> {
            if (name.equals(STEP)) {
                return; // what a state gives to whoever drives it
            }
            for (var field : model.fields()) {
                String type = field.fieldType().stringValue();
                if (type.startsWith("Ljava/util/function/")
                        || type.equals("L" + STEP + ";")
                        || (type.startsWith("L") && isOf(internal(type), STATE))) {
                    places.add(shortName(name) + "." + field.fieldName().stringValue());
                }
            }
        });
        return places;
    }

    /// `Checking.Examining`.
    static String shortName(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
    }

    private Set<String> madeFrom(String self, List<Method> roots) {
        Set<String> made = new TreeSet<>();
        Set<Method> seen = new HashSet<>();
        Deque<Method> left = new ArrayDeque<>();
        roots.forEach(root -> left.addAll(targets(root, self)));
        while (!left.isEmpty()) {
            Method method = left.remove();
            if (seen.add(method)) {
                for (Method called : calledBy(method)) {
                    if (called.equals(FOLLOW)) {
                        made.add(UNDONE);
                    } else if (called.name().equals("<init>") && isState(called.owner())) {
                        made.add(shortName(called.owner()));
                    } else {
                        left.addAll(targets(called, self));
                    }
                }
            }
        }
        return made;
    }

    private List<Method> calledBy(Method method) {
        return methods(method).stream()
                .flatMap(model -> model.code().stream())
                .flatMap(code -> code.elementStream())
                .flatMap(StateCode::callsOf)
                .filter(called -> called.owner().startsWith(PACKAGE))
                .toList();
    }

    private static Stream<Method> callsOf(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call ->
                    Stream.of(new Method(call.owner().asInternalName(), call.name().stringValue()));
            case InvokeDynamicInstruction indirect ->
                    indirect.bootstrapArgs().stream()
                            .filter(DirectMethodHandleDesc.class::isInstance)
                            .map(DirectMethodHandleDesc.class::cast)
                            .map(handle ->
                                    new Method(
                                            internal(handle.owner().descriptorString()),
                                            handle.methodName()));
            default -> Stream.empty();
        };
    }

    private static String internal(String descriptor) {
        return descriptor.substring(1, descriptor.length() - 1);
    }

    /// The methods that a call can reach. A call that a state makes of itself, in a method that it
    /// has of its interface, reaches its own.
    private List<Method> targets(Method called, String self) {
        if (isOf(self, called.owner()) && !called.owner().equals(self)) {
            Method own = new Method(self, called.name());
            if (!methods(own).isEmpty()) {
                return List.of(own);
            }
        }
        Stream<String> below = classes.keySet().stream().filter(name -> isOf(name, called.owner()));
        Stream<String> above = classes.keySet().stream().filter(name -> isOf(called.owner(), name));
        return Stream.concat(below, above)
                .map(owner -> new Method(owner, called.name()))
                .filter(method -> !methods(method).isEmpty())
                .distinct()
                .toList();
    }

    private List<MethodModel> methods(Method method) {
        ClassModel model = classes.get(method.owner());
        return model == null
                ? List.of()
                : model.methods().stream()
                        .filter(one -> one.methodName().equalsString(method.name()))
                        .toList();
    }

    private boolean isState(String name) {
        ClassModel model = classes.get(name);
        return model != null
                && isOf(name, STATE)
                && (model.flags().flagsMask() & ClassFile.ACC_ABSTRACT) == 0;
    }

    private boolean isOf(String name, String type) {
        ClassModel model = classes.get(name);
        return name.equals(type)
                || (model != null
                        && model.interfaces().stream()
                                .anyMatch(above -> isOf(above.asInternalName(), type)));
    }
}
