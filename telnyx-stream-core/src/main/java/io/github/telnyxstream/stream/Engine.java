package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sessions of an acceptor share. */
final class Engine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final long LOOK_AT_CLOCK_MILLIS = 50;

    private final AcceptorOptions options;
    private final Ticker ticker;
    private final Workers workers;
    private final @Nullable Executor listenerExecutor;
    private final Set<EngineSession> sessions = ConcurrentHashMap.newKeySet();
    private final CallIndex calls = new CallIndex();
    private final Expectations expectations = new Expectations(this);
    private final StreamAuthenticator authenticator;
    private final WaitingBytes waitingBytes;
    private final Semaphore echoLooks = new Semaphore(OwnVoiceCheck.MOST_LOOKS);
    private final AtomicInteger places = new AtomicInteger();
    private volatile boolean closing;

    Engine(AcceptorOptions options, StreamAuthenticator authenticator) {
        this(options, authenticator, Workers.create(options.clock()));
    }

    Engine(AcceptorOptions options, Workers workers) {
        this(options, StreamAuthenticator.everybody(), workers);
    }

    private Engine(AcceptorOptions options, StreamAuthenticator authenticator, Workers workers) {
        this.authenticator = authenticator;
        this.options = options;
        this.workers = workers;
        this.ticker = new Ticker(options.clock());
        this.waitingBytes = new WaitingBytes(options.memory(), this::relieve);
        Executor supplied = options.listenerExecutor();
        this.listenerExecutor = supplied == null ? null : options.clock().holding(supplied);
    }

    AcceptorOptions options() {
        return options;
    }

    Expectations expectations() {
        return expectations;
    }

    Ticker ticker() {
        return ticker;
    }

    Workers workers() {
        return workers;
    }

    WaitingBytes waitingBytes() {
        return waitingBytes;
    }

    /** How many sessions may compare what comes with what they have sent although they have no echo guard. */
    Semaphore echoLooks() {
        return echoLooks;
    }

    /** More waits for all listeners together than may. */
    private void relieve() {
        workers.exits().execute(() -> {
            boolean relieved = waitingBytes.endRelief();
            while (!relieved) {
                EngineSession heaviest = sessions.stream()
                        .filter(session -> !session.hasEnded())
                        .max(Comparator.comparingLong(EngineSession::bytesWaiting))
                        .orElse(null);
                if (heaviest == null) {
                    return;
                }
                heaviest.overrun("more waits for the listeners of all streams than may, and most of it here");
                relieved = waitingBytes.endRelief();
            }
        });
    }

    /** Takes a place for a session; null when all are taken. */
    @Nullable
    Place takePlace() {
        if (places.incrementAndGet() > options.maxSessions()) {
            givePlaceBack();
            return null;
        }
        try {
            return new Place(this);
        } catch (RuntimeException | Error none) {
            givePlaceBack();
            throw none;
        }
    }

    void givePlaceBack() {
        places.decrementAndGet();
        synchronized (places) {
            places.notifyAll();
        }
    }

    /**
     * Waits until no place is taken: no session open, and no handshake let in that may still become one.
     *
     * @return false when that took too long
     */
    boolean awaitEmpty(long patienceNanos) throws InterruptedException {
        StreamClock clock = options.clock();
        long deadline = clock.nanoTime() + patienceNanos;
        synchronized (places) {
            while (places.get() > 0) {
                long left = deadline - clock.nanoTime();
                if (left <= 0) {
                    return false;
                }
                // whose time this is, is the clock's business: look at it often
                places.wait(Math.min(LOOK_AT_CLOCK_MILLIS, left / 1_000_000 + 1));
            }
        }
        return true;
    }

    /** Whether no place is taken. */
    boolean awaitsNobody() {
        return places.get() == 0;
    }

    /** For listeners. A session must have its last callback, so that a refusing executor is replaced by our own. */
    Executor listenerExecutor() {
        Executor supplied = listenerExecutor;
        return supplied == null
                ? workers.listeners()
                : task -> {
                    try {
                        supplied.execute(task);
                    } catch (RuntimeException | Error refused) {
                        log.error("The listener executor refuses a task; it runs on the engine's threads", refused);
                        workers.listeners().execute(task);
                    }
                };
    }

    Set<EngineSession> sessions() {
        return sessions;
    }

    /** Takes a session in; false after {@link #close}. */
    synchronized boolean enter(EngineSession session) {
        return !closing && sessions.add(session);
    }

    /** Notes which call a session belongs to, for whoever looks it up by that. */
    void nameCall(EngineSession session, String callControlId) {
        if (session.hasEnded()) {
            // it was replaced while it started: the newer one stays
            return;
        }
        for (EngineSession before : calls.add(callControlId, session)) {
            if (!before.hasEnded()) {
                before.found(Finding.Kind.TWO_SOCKETS, "a newer one has come");
                session.found(Finding.Kind.TWO_SOCKETS, "an older one is open");
                if (session.isNamedByItsToken()) {
                    // not by the start event, in which a stranger may write what he likes
                    before.replaced();
                }
            }
        }
        expectations.came(callControlId, session);
        if (session.hasEnded()) {
            calls.remove(callControlId, session);
        }
    }

    /** Whether the session of the call is open and may go on with another socket. */
    boolean isGoingOn(Expected expected) {
        String call = expected.callControlId();
        EngineSession session = call == null ? null : calls.find(call);
        return session != null && session.lines().resumption() != null;
    }

    /** Takes a socket for the session of its call that is open and may go on with another one; null if there is none. */
    @Nullable
    TransportListener resume(Place place, Expected expected, StreamTransport transport) {
        String call = expected.callControlId();
        EngineSession session = call == null ? null : calls.find(call);
        return session == null ? null : session.resume(place, expected, transport);
    }

    /** The stream of a call that its authenticator had named is over for good. Told later: this may run under a lock. */
    void streamEnded(String callControlId) {
        workers.access().execute(() -> {
            try {
                authenticator.streamEnded(callControlId);
            } catch (RuntimeException | Error broken) {
                log.error("The stream authenticator threw", broken);
            }
        });
    }

    @Nullable
    EngineSession session(String callControlId) {
        return calls.find(callControlId);
    }

    void sessionEnded(EngineSession session) {
        String call = session.callControlId();
        if (call != null) {
            calls.remove(call, session);
        }
        sessions.remove(session);
        session.givePlaceBack();
    }

    /** Lets no session in any more, and closes those that are in. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        List.copyOf(sessions).forEach(EngineSession::close);
        expectations.close();
        ticker.close();
        workers.close();
    }
}
