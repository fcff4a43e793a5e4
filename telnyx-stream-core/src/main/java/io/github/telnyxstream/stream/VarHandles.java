package io.github.telnyxstream.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Atomic access to plain fields: without an object of its own for each, because every object that a visit needs is a wait for
 * memory when there are thousands of sessions.
 */
final class VarHandles {
    private VarHandles() {}

    static VarHandle of(MethodHandles.Lookup lookup, Class<?> owner, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
