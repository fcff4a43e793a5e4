package io.github.telnyxstream.examples;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Keeps what WebSocket servers write for their own engineers out of the log, whatever its level is set to: whole requests
 * with tokens in them, and frames with audio.
 */
public final class ServerLogFilter extends Filter<ILoggingEvent> {
    private static final List<String> SERVERS = List.of("org.eclipse.jetty", "org.java_websocket");

    /** Made by Logback. */
    public ServerLogFilter() {}

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean server = SERVERS.stream().anyMatch(event.getLoggerName()::startsWith);
        return server && !event.getLevel().isGreaterOrEqual(Level.WARN) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
