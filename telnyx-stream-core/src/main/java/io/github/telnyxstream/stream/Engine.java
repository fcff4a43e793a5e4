package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.wire.EventReader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sessions of an acceptor share. */
final class Engine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private final StreamOptions options;
    private final EventReader reader = new EventReader();
    private final Ticker ticker;
    private final ExecutorService workers;
    private final Executor listenerExecutor;
    private final Set<EngineSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();
    private volatile boolean closing;

    /** What the handshake has told of the stream to come. */
    record Expected(
            @Nullable String callControlId,
            @Nullable StreamSettings settings,
            @Nullable String shownToken) {}

    Engine(StreamOptions options) {
        this(options, Workers.create("telnyx-stream-worker"));
    }

    Engine(StreamOptions options, ExecutorService workers) {
        this.options = options;
        this.workers = workers;
        this.ticker = new Ticker(options.clock());
        Executor supplied = options.listenerExecutor();
        this.listenerExecutor = supplied == null ? workers : supplied;
    }

    StreamOptions options() {
        return options;
    }

    EventReader reader() {
        return reader;
    }

    Ticker ticker() {
        return ticker;
    }

    /** For what may block. After the acceptor is closed and its last session has ended, tasks are dropped. */
    Executor workers() {
        return this::execute;
    }

    private void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException closed) {
            log.debug("A task came after the acceptor was closed", closed);
        }
    }

    /** Takes a place for a session; false when all are taken. */
    boolean takePlace() {
        if (places.incrementAndGet() <= options.maxSessions()) {
            return true;
        }
        places.decrementAndGet();
        return false;
    }

    void givePlaceBack() {
        places.decrementAndGet();
    }

    Executor listenerExecutor() {
        return listenerExecutor;
    }

    Set<EngineSession> sessions() {
        return sessions;
    }

    void sessionEnded(EngineSession session) {
        if (sessions.remove(session)) {
            givePlaceBack();
        }
        synchronized (sessions) {
            sessions.notifyAll();
        }
        shutDownWhenEmpty();
    }

    private void shutDownWhenEmpty() {
        if (closing && sessions.isEmpty()) {
            workers.shutdown();
        }
    }

    @Override
    public void close() {
        ticker.close();
        closing = true;
        shutDownWhenEmpty();
    }
}
