package io.github.telnyxstream.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The connections that have not said who they are: no admitted stream, no genuine webhook, nothing that the application
 * let in. Only so many may be open; when one more comes, the oldest goes, so that a new caller always gets in. One that
 * brings no whole request within the patience goes too. Thread-safe.
 */
final class Strangers extends AbstractLifeCycle implements Connection.Listener {
    private final int most;
    private final long patienceNanos;
    private final Scheduler scheduler;
    private final LongSupplier nanoTime;
    /** Oldest first. */
    private final Map<Connection, Stranger> open = new LinkedHashMap<>();

    private static final class Stranger {
        private long waitingSinceNanos;
        private int requests;
    }

    Strangers(int most, long patienceNanos, Scheduler scheduler, LongSupplier nanoTime) {
        this.most = most;
        this.patienceNanos = patienceNanos;
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
    }

    @Override
    protected void doStart() {
        lookAgain();
    }

    private void lookAgain() {
        scheduler.schedule(
                () -> {
                    if (isRunning() || isStarting()) {
                        closeSlow();
                        lookAgain();
                    }
                },
                1,
                TimeUnit.SECONDS);
    }

    /** A stream's own connection is of another type, so that only those of requests are counted. */
    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof ConnectionMetaData)) {
            return;
        }
        Stranger stranger = new Stranger();
        stranger.waitingSinceNanos = nanoTime.getAsLong();
        Connection oldest = null;
        synchronized (open) {
            open.put(connection, stranger);
            if (open.size() > most) {
                oldest = open.keySet().iterator().next();
                open.remove(oldest);
            }
        }
        if (oldest != null) {
            oldest.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        synchronized (open) {
            open.remove(connection);
        }
    }

    /** A whole request head has come. */
    void asked(Connection connection) {
        synchronized (open) {
            Stranger stranger = open.get(connection);
            if (stranger != null) {
                stranger.requests++;
            }
        }
    }

    /** It was answered; what comes next has its own time. */
    void answered(Connection connection) {
        synchronized (open) {
            Stranger stranger = open.get(connection);
            if (stranger != null) {
                stranger.requests--;
                stranger.waitingSinceNanos = nanoTime.getAsLong();
            }
        }
    }

    /** This one is no stranger any more. */
    void known(Connection connection) {
        synchronized (open) {
            open.remove(connection);
        }
    }

    int count() {
        synchronized (open) {
            return open.size();
        }
    }

    /** Closes those that have brought no whole request in time; one whose request is being answered is not among them. */
    void closeSlow() {
        long now = nanoTime.getAsLong();
        List<Connection> slow = new ArrayList<>();
        synchronized (open) {
            open.entrySet().removeIf(entry -> {
                Stranger stranger = entry.getValue();
                boolean late = stranger.requests == 0 && now - stranger.waitingSinceNanos > patienceNanos;
                if (late) {
                    slow.add(entry.getKey());
                }
                return late;
            });
        }
        // without the lock: closing calls back
        slow.forEach(connection -> connection.getEndPoint().close());
    }
}
