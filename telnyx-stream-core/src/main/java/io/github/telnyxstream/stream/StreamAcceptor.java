package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point for an application's streams: create one, hand it to your server's adapter, and it creates a listener for
 * every stream.
 *
 * <pre>{@code
 * StreamTokens tokens = StreamTokens.create();
 * StreamAcceptor acceptor = StreamAcceptor.builder(VoicemailListener::new).authenticator(tokens).build();
 * }</pre>
 *
 * <p>Life-cycle: it owns one timer thread and the threads of its sessions; close it when you are done, or {@link #drain} it
 * first. It installs no shutdown hook. <b>Threads:</b> thread-safe.
 */
public final class StreamAcceptor implements Admissions, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamAcceptor.class);

    private final Function<? super ExpectedStream, ? extends StreamListener> listeners;
    private final StreamAuthenticator authenticator;
    private final Engine engine;
    private final StreamObserver observer;
    private volatile boolean accepting = true;
    private volatile boolean ready = true;

    private StreamAcceptor(Builder builder) {
        this.listeners = builder.listeners;
        this.authenticator = builder.authenticator;
        this.engine = new Engine(builder.options, builder.authenticator);
        this.observer = builder.options.observer();
    }

    /**
     * An acceptor with default options that admits everybody, for trials. Use {@link Builder#authenticator} for anything that
     * strangers must not hear.
     *
     * @param listeners makes one listener for each stream
     * @return the acceptor
     */
    public static StreamAcceptor create(Supplier<? extends StreamListener> listeners) {
        return builder(listeners).build();
    }

    /**
     * Starts from the defaults.
     *
     * @param listeners makes one listener for each stream
     * @return a builder
     */
    public static Builder builder(Supplier<? extends StreamListener> listeners) {
        Objects.requireNonNull(listeners, "listeners");
        return new Builder(stream -> listeners.get());
    }

    /**
     * Starts from the defaults, for applications whose listener depends on the call.
     *
     * <pre>{@code
     * StreamAcceptor acceptor = StreamAcceptor.builderPerCall(stream -> new AgentListener(calls.get(stream.callControlId())))
     *         .authenticator(tokens)
     *         .build();
     * }</pre>
     *
     * @param listeners makes one listener for each stream, given what its handshake told; called before the upgrade is
     *     answered, on a thread that serves no open call and may block. A peer that goes away before its socket is open
     *     leaves a listener that is never called: take what must be given back in {@link StreamListener#onStart}, not here.
     *     One that throws has the stream answered 503
     * @return a builder
     */
    public static Builder builderPerCall(Function<? super ExpectedStream, ? extends StreamListener> listeners) {
        return new Builder(listeners);
    }

    /**
     * Decides on an upgrade request. For adapters; to be called before the upgrade.
     *
     * @param handshake the request
     * @return the decision, now or later, never a failure; an accepted one holds a place until it is opened and ended, or
     *     abandoned, or 10 s have passed without either, by the acceptor's clock
     */
    @Override
    public CompletionStage<Admission> authorise(Handshake handshake) {
        Objects.requireNonNull(handshake, "handshake");
        if (!accepting) {
            return CompletableFuture.completedFuture(refusal(503));
        }
        Place place;
        try {
            place = engine.takePlace();
        } catch (RuntimeException | Error none) {
            // no thread can be had, or no memory: others may come later
            log.error("A stream was answered 503: it cannot be looked after", none);
            return CompletableFuture.completedFuture(refusal(503));
        }
        if (place == null) {
            log.warn("A stream was answered 503: {} are open", engine.options().maxSessions());
            return CompletableFuture.completedFuture(refusal(503));
        }
        Workers workers = engine.workers();
        try {
            // whoever completes it, what follows is code of the application and may load codecs
            return Objects.requireNonNull(authenticator.decide(handshake, workers.access()), "decision")
                    .handleAsync((decided, broken) -> admission(place, handshake, decided, broken), workers.setup());
        } catch (RuntimeException | Error broken) {
            return CompletableFuture.completedFuture(admission(place, handshake, null, broken));
        }
    }

    private Admission admission(
            Place place,
            Handshake handshake,
            StreamAuthenticator.@Nullable Verdict verdict,
            @Nullable Throwable broken) {
        if (verdict == null) {
            place.abandon();
            log.error("The stream authenticator failed; the stream is refused", broken);
            return refusal(403);
        }
        if (!verdict.isAccepted()) {
            place.abandon();
            engine.expectations().refused();
            log.warn("A stream was answered {}: {}", verdict.httpStatus(), handshake);
            return refusal(verdict.httpStatus());
        }
        Expected expected = new Expected(
                verdict.callControlId(), settings(verdict), handshake.header(StreamAuthenticator.TOKEN_HEADER));
        if (engine.isGoingOn(expected)) {
            return place.tryAdmit() ? new Reentry(engine, place, expected, handshake) : refusal(503);
        }
        try {
            ExpectedStream stream = new ExpectedStream(verdict.callControlId(), expected.settings(), handshake);
            StreamListener listener = Objects.requireNonNull(listeners.apply(stream), "listener");
            MediaWriter writer = MediaWriter.of(expected.outboundFormat());
            return place.tryAdmit() ? new Entry(engine, place, expected, listener, writer, handshake) : refusal(503);
        } catch (RuntimeException | Error unusable) {
            place.abandon();
            log.error("A stream was answered 503: its listener cannot be made, or nobody provides its codec", unusable);
            return refusal(503);
        }
    }

    private Admission refusal(int httpStatus) {
        observer.onHandshakeRefused(httpStatus);
        return Admission.refused(httpStatus);
    }

    private @Nullable StreamSettings settings(StreamAuthenticator.Verdict verdict) {
        StreamSettings told = verdict.settings();
        if (told == null && verdict.callControlId() != null) {
            told = engine.expectations().settings(verdict.callControlId());
        }
        return told == null ? engine.options().settings() : told;
    }

    /**
     * Announces that a stream has been requested for a call, so that a socket that never arrives is noticed too. Call this right
     * before you send the command.
     *
     * <pre>{@code
     * acceptor.expect(call.callControlId(), settings).whenComplete((session, missing) -> {
     *     if (missing != null) {
     *         call.hangup();
     *     }
     * });
     * call.answer(AnswerCommand.builder().stream(settings).build());
     * }</pre>
     *
     * <p>Only where the stream can come to no other node: with tokens that any of several may take it may speak on another, and
     * hanging up would end a good call. Then ask the others, by {@code RemoteStreams}.
     *
     * @param callControlId the call, as REST commands name it
     * @param settings what is asked of Telnyx, or null; the engine believes it where the authenticator names the call without
     *     its settings
     * @return completed with the session when its socket is open and its call is known, or with a
     *     {@link StreamMissingException} when that has not happened within {@link AcceptorOptions#connectTimeout} or
     *     {@link #streamingFailed} was told; then also one line in the log at level WARN. On a thread of the engine's that may
     *     block. Never completed when the acceptor is closed before
     * @throws IllegalStateException if 100,000 calls are expected already
     */
    public CompletionStage<StreamSession> expect(String callControlId, @Nullable StreamSettings settings) {
        return engine.expectations().expect(Objects.requireNonNull(callControlId, "callControlId"), settings);
    }

    /**
     * Passes on the webhook {@code streaming.failed}: Telnyx could not stream. Whoever expects the call, or else its open session,
     * gets a {@link Finding.Kind#STREAMING_FAILED}; if there is neither, it is logged at level WARN.
     *
     * @param callControlId the call
     * @param failureReason the webhook's {@code failure_reason}, for example {@code connection_failed}; or null
     */
    public void streamingFailed(String callControlId, @Nullable String failureReason) {
        Objects.requireNonNull(callControlId, "callControlId");
        Finding finding = new Finding(
                Finding.Kind.STREAMING_FAILED, failureReason == null ? "no reason was given" : failureReason);
        if (engine.expectations().failed(callControlId, finding)) {
            return;
        }
        EngineSession session = engine.session(callControlId);
        if (session == null) {
            observer.onFinding(finding.kind());
            FindingLog.warn(callControlId, finding);
        } else {
            session.found(finding.kind(), finding.detail());
        }
    }

    /**
     * Whether a load balancer should send new calls here, for a readiness probe. During a drain this turns false before streams
     * are refused.
     *
     * @return false from the beginning of a drain on, and after {@link #close}
     */
    public boolean isReady() {
        return ready && accepting;
    }

    /**
     * Whether new streams are admitted.
     *
     * @return false after the grace time of a drain, after {@link #drain(Duration)} and after {@link #close}
     */
    public boolean isAccepting() {
        return accepting;
    }

    /**
     * How many streams are open.
     *
     * @return the number that have not had their last callback
     */
    public int openSessions() {
        return engine.sessions().size();
    }

    /**
     * The streams that are open now, in no order.
     *
     * @return a snapshot; unmodifiable
     */
    public List<StreamSession> sessions() {
        return List.copyOf(engine.sessions());
    }

    /**
     * The stream of a call, so that whoever knows the call can speak on it.
     *
     * @param callControlId the call, as REST commands name it
     * @return its open session, the newest if there are several; or null when there is none, or none yet that has named its
     *     call: a stream whose token did not name it does so with its start event
     */
    public @Nullable StreamSession session(String callControlId) {
        return engine.session(Objects.requireNonNull(callControlId, "callControlId"));
    }

    /**
     * Admits no new streams and waits until the open ones have ended, and those already admitted have been opened, abandoned,
     * or not opened for 10 s.
     *
     * @param patience how long to wait at most, by the acceptor's clock
     * @return true when no stream is open any more, and none will be opened
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean drain(Duration patience) throws InterruptedException {
        Objects.requireNonNull(patience, "patience");
        accepting = false;
        return engine.awaitEmpty(patience.toNanos());
    }

    /**
     * Shuts down by a plan: not ready from now on, no new streams after a grace period, open ones closed when they end or at the
     * deadline. Returns at once.
     *
     * @param plan how
     * @return completes when no stream is open any more, or after the last was closed; on the drain's own thread
     */
    public CompletionStage<DrainReport> drain(DrainPlan plan) {
        Objects.requireNonNull(plan, "plan");
        ready = false;
        return new Drain(plan, engine, () -> accepting = false).start();
    }

    /** Admits no new streams, closes the open ones and releases the threads. Does not wait. */
    @Override
    public void close() {
        accepting = false;
        engine.close();
    }

    /** Collects what an acceptor needs. One thread at a time. */
    public static final class Builder {
        private final Function<? super ExpectedStream, ? extends StreamListener> listeners;
        private StreamAuthenticator authenticator = StreamAuthenticator.everybody();
        private AcceptorOptions options = AcceptorOptions.defaults();

        private Builder(Function<? super ExpectedStream, ? extends StreamListener> listeners) {
            this.listeners = Objects.requireNonNull(listeners, "listeners");
        }

        /**
         * Decides who may open a stream; everybody by default.
         *
         * @param authenticator the authenticator, usually {@link StreamTokens}
         * @return this
         */
        public Builder authenticator(StreamAuthenticator authenticator) {
            this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
            return this;
        }

        /**
         * Sets limits, clock and executor.
         *
         * @param options the options
         * @return this
         */
        public Builder options(AcceptorOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * The acceptor, ready at once.
         *
         * @return a new acceptor
         */
        public StreamAcceptor build() {
            return new StreamAcceptor(this);
        }
    }
}
