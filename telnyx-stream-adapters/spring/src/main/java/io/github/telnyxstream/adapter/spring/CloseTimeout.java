package io.github.telnyxstream.adapter.spring;

import jakarta.websocket.Session;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;

/** How long Tomcat waits for the answer to a close: 30 s unless told. Other containers pass over it. */
final class CloseTimeout {
    private static final String TOMCAT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";
    private static final long MILLIS = 2_000;

    private CloseTimeout() {}

    static void shorten(StandardWebSocketSession session) {
        Session container = session.getNativeSession(Session.class);
        if (container != null) {
            container.getUserProperties().put(TOMCAT, MILLIS);
        }
    }
}
