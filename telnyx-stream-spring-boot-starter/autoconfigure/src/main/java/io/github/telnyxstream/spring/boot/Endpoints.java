package io.github.telnyxstream.spring.boot;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which handler serves which pattern. */
final class Endpoints {
    /** A controller for everything comes later. */
    static final int BEFORE_CONTROLLERS = -1;

    private final Map<String, Object> handlers = new LinkedHashMap<>();

    void streams(Iterable<String> paths, Object handler) {
        for (String path : paths) {
            handlers.put(path, handler);
            handlers.put(path + "/**", handler);
        }
    }

    void webhook(TelnyxProperties properties, Object handler) {
        String path = properties.webhook().path();
        if (!path.matches("(/[^/*{}?#]+)+") || handlers.containsKey(path)) {
            throw new TelnyxConfigurationException(
                    "'" + path + "' is no path for webhooks, or that of a stream.",
                    "Write one such as /webhook in telnyx.webhook.path.");
        }
        handlers.put(path, handler);
    }

    Map<String, Object> byPattern() {
        return handlers;
    }
}
