package io.github.telnyxstream.testkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A value of any type that a parameter may have: what a test has said, else what a factory gives, an enum's first, or a proxy. */
public final class SampleValues {
    private final Map<Class<?>, Callable<?>> known = new HashMap<>();
    private final Set<Class<?>> asked = new HashSet<>();

    /** There is no value of a type. */
    public static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(Class<?> type) {
            super("nobody knows a value of " + type.getName());
        }
    }

    /** With what every JDK has. */
    public SampleValues() {
        with(String.class, () -> "x").with(Object.class, Object::new).with(Class.class, () -> String.class);
        with(Duration.class, () -> Duration.ofSeconds(1));
        with(Instant.class, () -> Instant.EPOCH);
        with(URI.class, () -> URI.create("http://127.0.0.1:1/"));
        with(Path.class, () -> Path.of("nowhere"));
        with(UUID.class, () -> new UUID(1, 2)).with(Throwable.class, Exception::new);
        with(ByteBuffer.class, () -> ByteBuffer.allocate(8));
        with(List.class, List::of).with(Map.class, Map::of);
        with(Set.class, Set::of).with(Collection.class, List::of);
        with(Clock.class, Clock::systemUTC);
        with(Boolean.class, () -> true).with(Integer.class, () -> 1).with(Long.class, () -> 1L);
        with(InputStream.class, InputStream::nullInputStream);
        with(OutputStream.class, OutputStream::nullOutputStream);
    }

    /** What to take for a type. */
    public <T> SampleValues with(Class<T> type, Callable<? extends T> value) {
        known.put(type, value);
        return this;
    }

    /** One for each parameter. */
    public @Nullable Object[] of(Parameter[] parameters) throws Missing {
        @Nullable Object[] values = new Object[parameters.length];
        for (int n = 0; n < values.length; n++) {
            values[n] = of(parameters[n]);
        }
        return values;
    }

    /** Rates and frequencies are known by their names. */
    private Object of(Parameter parameter) throws Missing {
        boolean isRate = parameter.getName().endsWith("Hz");
        if (isRate && parameter.getType() == int.class) {
            return 8_000;
        }
        return isRate && parameter.getType() == double.class ? 400.0 : of(parameter.getType());
    }

    /** One of a type. */
    public Object of(Class<?> type) throws Missing {
        if (type.isPrimitive()) {
            Object zero = Array.get(Array.newInstance(type, 1), 0);
            return zero instanceof Integer ? (Object) 1 : zero instanceof Long ? (Object) 1L : zero;
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 8);
        }
        Callable<?> value = known.get(type);
        if (value != null) {
            try {
                return value.call();
            } catch (Exception broken) {
                throw new IllegalStateException("a sample of " + type, broken);
            }
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Object made = made(type);
        if (made != null) {
            return made;
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer(method));
        }
        throw new Missing(type);
    }

    private static @Nullable Object answer(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return false;
        }
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    /** By a static factory, a builder, a permitted type or a constructor. */
    private @Nullable Object made(Class<?> type) {
        if (!asked.add(type)) {
            return null;
        }
        try {
            Class<?> outer = type.getEnclosingClass();
            Object byFactory = byFactory(type, type.getMethods());
            Object byOuter = byFactory == null && outer != null ? byFactory(type, outer.getMethods()) : byFactory;
            if (byOuter != null) {
                return byOuter;
            }
            boolean isAbstract = Modifier.isAbstract(type.getModifiers());
            for (Constructor<?> constructor : isAbstract ? new Constructor<?>[0] : type.getConstructors()) {
                Object made = tried(() -> constructor.newInstance(of(constructor.getParameters())));
                if (made != null) {
                    return made;
                }
            }
            for (Class<?> permitted : type.isSealed() ? type.getPermittedSubclasses() : new Class<?>[0]) {
                Object made = tried(() -> of(permitted));
                if (made != null) {
                    return made;
                }
            }
            return null;
        } finally {
            asked.remove(type);
        }
    }

    private @Nullable Object byFactory(Class<?> type, Method[] factories) {
        for (Method factory : factories) {
            boolean isBuilder = factory.getName().equals("builder");
            if (Modifier.isStatic(factory.getModifiers()) && (isBuilder || factory.getReturnType() == type)) {
                Object made = tried(() -> {
                    Object first = factory.invoke(null, of(factory.getParameters()));
                    return factory.getReturnType() == type
                            ? first
                            : first.getClass().getMethod("build").invoke(first);
                });
                if (type.isInstance(made)) {
                    return made;
                }
            }
        }
        return null;
    }

    private static @Nullable Object tried(Callable<@Nullable Object> attempt) {
        try {
            return attempt.call();
        } catch (InvocationTargetException | Missing unsuited) {
            return null;
        } catch (Exception broken) {
            throw new IllegalStateException("a sample cannot be made", broken);
        }
    }
}
