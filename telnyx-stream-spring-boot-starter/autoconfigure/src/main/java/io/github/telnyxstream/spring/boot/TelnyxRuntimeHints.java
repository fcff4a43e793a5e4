package io.github.telnyxstream.spring.boot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** In a native image a class is found by its name only if that was said ahead of time. */
final class TelnyxRuntimeHints implements RuntimeHintsRegistrar {
    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        List<String> lookedUp = List.of(ServletConfiguration.HANDSHAKES, ServletConfiguration.CONTAINER);
        for (String name : lookedUp) {
            hints.reflection().registerTypeIfPresent(classLoader, name);
        }
        for (String name : ReactiveConfiguration.SERVER_FACTORIES) {
            hints.reflection().registerTypeIfPresent(classLoader, name);
        }
    }
}
