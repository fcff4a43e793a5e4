package io.github.telnyxstream.testkit;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls each public method, constructor and static factory of some packages once for each of its parameters with null in that
 * one's place, and says which do not refuse it with a {@link NullPointerException} that names the parameter, the setting or the
 * field on the wire that it becomes. What may be null is {@link Nullable}.
 *
 * <p>Not called: methods of interfaces, which are for others to keep; constructors of records, which hold what has come, and of
 * exceptions, which may have no message. <b>Threads:</b> one at a time.
 */
public final class NullSweep {
    private final Class<?> where;
    private final SampleValues samples;
    /** What the names of the swept packages begin with. */
    private final String root;

    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Set<String> used = new TreeSet<>();
    private int calls;

    /** Of the module that this type is in, whose package is the root of all that are swept. */
    public NullSweep(Class<?> where, SampleValues samples) {
        this.where = where;
        this.samples = samples;
        root = where.getPackageName();
    }

    /** What cannot be called, by the beginning of its name, as {@code AudioCodec.encode} or {@code WavReader}. */
    public NullSweep leaveOut(String name, String why) {
        leftOut.put(name, why);
        return this;
    }

    /** How many calls were made. */
    public int calls() {
        return calls;
    }

    /** What was left out and is not there, or need not be left out. */
    public Set<String> unusedExcuses() {
        Set<String> unused = new TreeSet<>(leftOut.keySet());
        unused.removeAll(used);
        return unused;
    }

    /** What does not refuse null, each with what it does instead. */
    public List<String> wrongIn(List<String> packages) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String name : packages) {
            for (Class<?> type : publicTypes(name)) {
                for (Executable each : callable(type)) {
                    check(type, each, wrong);
                }
            }
        }
        return wrong;
    }

    private List<Class<?>> publicTypes(String packageName) throws IOException, ClassNotFoundException {
        Path root = Path.of(URI.create(
                where.getProtectionDomain().getCodeSource().getLocation().toString()));
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.contains("-info")) {
                    Class<?> type = Class.forName(packageName + "." + name.substring(0, name.length() - 6));
                    if (isPublic(type)) {
                        types.add(type);
                    }
                }
            }
        }
        return types;
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass() && (outer == null || isPublic(outer));
    }

    private List<Executable> callable(Class<?> type) {
        List<Executable> all = new ArrayList<>();
        if (type.isAnnotation()) {
            return all;
        }
        boolean isThrown = Throwable.class.isAssignableFrom(type);
        if (!Modifier.isAbstract(type.getModifiers()) && !type.isEnum() && !type.isRecord() && !isThrown) {
            all.addAll(Arrays.asList(type.getConstructors()));
        }
        boolean isMadeHere = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        for (Method method : type.getMethods()) {
            boolean isOurs = method.getDeclaringClass() == type
                    || isMadeHere && method.getDeclaringClass().getName().startsWith(root);
            boolean isCallable = isMadeHere || Modifier.isStatic(method.getModifiers());
            boolean isSpecial =
                    method.isSynthetic() || List.of("equals", "valueOf").contains(method.getName());
            if (isOurs && isCallable && !isSpecial) {
                all.add(method);
            }
        }
        all.sort((a, b) -> a.toGenericString().compareTo(b.toGenericString()));
        return all;
    }

    private static boolean mayBeNull(Parameter parameter) {
        return parameter.getType().isPrimitive()
                || parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || parameter.getParameterizedType() instanceof TypeVariable<?>;
    }

    private boolean isLeftOut(String name) {
        for (String excuse : leftOut.keySet()) {
            if (name.equals(excuse) || name.startsWith(excuse + ".") || name.startsWith(excuse + "(")) {
                used.add(excuse);
                return true;
            }
        }
        return false;
    }

    private void check(Class<?> type, Executable each, List<String> wrong) {
        Parameter[] parameters = each.getParameters();
        String name = name(type, each);
        if (Arrays.stream(parameters).allMatch(NullSweep::mayBeNull) || isLeftOut(name)) {
            return;
        }
        for (int n = 0; n < parameters.length; n++) {
            if (!mayBeNull(parameters[n])) {
                try {
                    @Nullable
                    Object receiver = each instanceof Method method && !Modifier.isStatic(method.getModifiers())
                            ? samples.of(type)
                            : null;
                    @Nullable Object[] arguments = samples.of(parameters);
                    arguments[n] = null;
                    calls++;
                    String outcome = outcome(each, receiver, arguments, parameters[n].getName());
                    if (!outcome.isEmpty()) {
                        wrong.add(name + " with " + parameters[n].getName() + " null " + outcome);
                    }
                } catch (SampleValues.Missing missing) {
                    wrong.add(name + " cannot be called: " + missing.getMessage());
                    return;
                }
            }
        }
    }

    private static String name(Class<?> type, Executable each) {
        String simple =
                type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        String member = each instanceof Constructor<?> ? "new" : each.getName();
        return simple + "." + member + "("
                + String.join(
                        ",",
                        Arrays.stream(each.getParameterTypes())
                                .map(Class::getSimpleName)
                                .toList())
                + ")";
    }

    private static String outcome(
            Executable each, @Nullable Object receiver, @Nullable Object[] arguments, String parameter) {
        try {
            if (each instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                Method method = (Method) each;
                if (receiver != null && !Modifier.isPublic(receiver.getClass().getModifiers())) {
                    method.setAccessible(true);
                }
                method.invoke(receiver, arguments);
            }
            return "is taken";
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            String message = String.valueOf(cause.getMessage());
            return cause instanceof NullPointerException && isNamed(message, parameter, each.getName())
                    ? ""
                    : "throws " + cause.getClass().getSimpleName() + ": " + message;
        } catch (ReflectiveOperationException refused) {
            return "cannot be called: " + refused;
        }
    }

    /** By its own name, by that of the setting, or by the field on the wire that it becomes. */
    private static boolean isNamed(String message, String parameter, String method) {
        String said = message.replace("_", "").toLowerCase(Locale.ROOT);
        boolean isWord = message.matches("\\w+");
        return isWord
                && (said.contains(parameter.toLowerCase(Locale.ROOT))
                        || said.contains(method.toLowerCase(Locale.ROOT)));
    }
}
