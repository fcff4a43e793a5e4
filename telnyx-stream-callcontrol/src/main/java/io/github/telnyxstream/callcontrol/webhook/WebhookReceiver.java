package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.wire.DaemonPool;
import io.github.telnyxstream.callcontrol.wire.LogContext;
import io.github.telnyxstream.stream.event.WireText;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhook requests from any server: checks them, says which status to answer, and handles genuine events afterwards on
 * threads of its own. Telnyx waits two seconds and then delivers again ("Webhook Fundamentals"), so the answer never waits for
 * the handler. An event that is delivered twice is handled once, unless it has no id; events of one call are handled one after
 * the other.
 *
 * <p>An acknowledged event that is still waiting is lost when the process dies.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {

    /** Longest body that is taken, in bytes: 1 MiB. A server need not read more than this and one byte. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    /** MDC key of the event's id while a handler runs. */
    public static final String MDC_EVENT_ID = "telnyx.event_id";

    /** MDC key of the event's type while a handler runs. */
    public static final String MDC_EVENT_TYPE = "telnyx.event_type";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);

    private final WebhookVerifier verifier;
    private final WebhookHandler handler;
    private final SeenStore seen;
    private final WebhookObserver observer;
    private final @Nullable BiConsumer<String, @Nullable String> streamingFailures;
    private final LongSupplier nanoTime;
    private final CallLanes lanes;
    private final LaneNames names = new LaneNames();
    /** True on the threads of the receiver's own pool. */
    private final ThreadLocal<Boolean> handling = ThreadLocal.withInitial(() -> false);

    private final @Nullable ThreadPoolExecutor ownPool;
    /** Of bodies that are not whole yet. */
    private final AtomicLong bytesOnTheWay = new AtomicLong();

    private volatile boolean closed;

    private WebhookReceiver(Builder builder) {
        this.verifier = builder.verifier;
        this.handler = builder.handler;
        this.seen = builder.seen;
        this.observer = builder.observer;
        this.streamingFailures = builder.streamingFailures;
        this.nanoTime = builder.nanoTime;
        this.ownPool = builder.executor == null ? pool(builder.threads) : null;
        Executor executor = Objects.requireNonNull(builder.executor == null ? ownPool : builder.executor);
        this.lanes = new CallLanes(executor, builder.maxWaiting, builder.maxWaitingBytes);
    }

    /**
     * A receiver with default settings.
     *
     * @param verifier checks requests
     * @param handler handles events
     * @return the receiver; close it when the application ends
     */
    public static WebhookReceiver create(WebhookVerifier verifier, WebhookHandler handler) {
        return builder(verifier, handler).build();
    }

    /**
     * A builder.
     *
     * @param verifier checks requests
     * @param handler handles events
     * @return a new builder
     */
    public static Builder builder(WebhookVerifier verifier, WebhookHandler handler) {
        return new Builder(verifier, handler);
    }

    /**
     * Takes one request. Does not wait for the handler.
     *
     * @param method HTTP method
     * @param header looks a header up by its name in small letters; gives null for one that is absent
     * @param body the bytes of the body as received; not kept
     * @return the status to answer, with an empty body: 200 accepted; 400 no Telnyx event; 403 not genuine; 405 not POST; 413
     *     too long; 503 too much is waiting, or closed: Telnyx delivers again
     */
    public int receive(String method, Function<String, @Nullable String> header, byte[] body) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(body, "body");
        if (!method.equals("POST")) {
            return 405;
        }
        if (body.length > MAX_BODY_BYTES) {
            return 413;
        }
        if (closed) {
            return 503;
        }
        WebhookEvent event;
        try {
            event = verifier.verify(body, header);
        } catch (WebhookVerificationException refused) {
            LOG.warn("webhook refused: {}", refused.getMessage());
            observe(() -> observer.onRefused(refused));
            return switch (refused.reason()) {
                case NOT_JSON, NOT_AN_EVENT -> 400;
                default -> 403;
            };
        }
        long arrival = nanoTime.getAsLong();
        if (lanes.tryAdd(names.of(event), event.occurredAt(), body.length, () -> handle(event, arrival))) {
            return 200;
        }
        LOG.warn("webhook {} refused: too many are waiting for the handler", event);
        observe(() -> observer.onOverload(event));
        return 503;
    }

    /**
     * Takes one request. Does not wait for the handler.
     *
     * @param method HTTP method
     * @param headers the request's headers, in any spelling: a text, or a collection of texts, for each name
     * @param body the bytes of the body as received; not kept
     * @return the status to answer, as {@link #receive(String, Function, byte[])} does
     */
    public int receive(String method, Map<String, ?> headers, byte[] body) {
        return receive(method, WebhookHeaders.of(Objects.requireNonNull(headers, "headers")), body);
    }

    /**
     * Begins a request whose body arrives piece by piece, for a server that lets no thread wait for it.
     *
     * @param method HTTP method
     * @param header looks a header up by its name in small letters; gives null for one that is absent
     * @return the request, which says the status to answer
     */
    public IncomingWebhook begin(String method, Function<String, @Nullable String> header) {
        return IncomingWebhook.begin(this, bytesOnTheWay, Objects.requireNonNull(method, "method"), header);
    }

    @SuppressWarnings("CatchingUnchecked") // user code: whatever it throws must not end the lane of the call
    private void handle(WebhookEvent event, long arrival) {
        long start = nanoTime.getAsLong();
        LogContext named = new LogContext(event.callControlId(), event.callLegId(), event.callSessionId())
                .and(MDC_EVENT_ID, event.id())
                .and(MDC_EVENT_TYPE, event.eventType());
        try {
            if (!isFirst(event)) {
                LOG.debug("{} was delivered again", event);
                observe(() -> observer.onRepeated(event));
                return;
            }
            if (event instanceof StreamingFailed failed) {
                report(failed);
            }
            handler.onEvent(event);
            Duration took = since(start);
            observe(() -> observer.onHandled(event, Duration.ofNanos(start - arrival), took));
        } catch (Exception | Error failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.error("the webhook handler failed on {}", event, failure);
            observe(() -> observer.onHandlerFailed(event, since(start), failure));
        } finally {
            named.restore();
        }
    }

    /** A handler that does not look at it leaves a call in silence, and nobody would know why. */
    private void report(StreamingFailed failed) {
        BiConsumer<String, @Nullable String> taker = streamingFailures;
        if (taker == null) {
            LOG.warn(
                    "{}: Telnyx could not stream: {}. connection_failed means that stream_url was not reached or not upgraded:"
                            + " certificate, path, firewall, proxy, or a refused token",
                    failed,
                    WireText.shown(failed.failureReason()));
        } else {
            observe(() -> taker.accept(failed.callControlId(), failed.failureReason()));
        }
    }

    /** A store that fails must not lose an event that is acknowledged: rather twice than never. */
    private boolean isFirst(WebhookEvent event) {
        try {
            return event.id().isEmpty() || seen.firstSeen(event.id());
        } catch (RuntimeException | Error unreachable) {
            LOG.warn(
                    "the store of seen events failed on {}, which is handled although it may be a repetition",
                    event,
                    unreachable);
            return true;
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    private ThreadPoolExecutor pool(int threads) {
        return DaemonPool.create(
                "telnyx-webhook-", threads, threads, new LinkedBlockingQueue<>(), () -> handling.set(true));
    }

    private static void observe(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error broken) {
            LOG.warn("an observer of webhooks failed", broken);
        }
    }

    /**
     * Takes nothing more and gives acknowledged events up to ten seconds to be handled; called by a handler, it does not wait
     * for that. An executor of the application's is left alone. May be called more than once.
     */
    @Override
    public void close() {
        closed = true;
        if (ownPool == null) {
            return;
        }
        ownPool.shutdown();
        if (handling.get()) {
            return; // it would wait for itself; what has been acknowledged is handled all the same
        }
        try {
            if (!ownPool.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("webhook handlers did not finish in time");
                ownPool.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            ownPool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Builds a receiver; one thread at a time. */
    public static final class Builder {

        private final WebhookVerifier verifier;
        private final WebhookHandler handler;
        private SeenStore seen = SeenStore.inMemory(10_000);
        private WebhookObserver observer = WebhookObserver.NONE;
        private @Nullable BiConsumer<String, @Nullable String> streamingFailures;
        private LongSupplier nanoTime = System::nanoTime;
        private @Nullable Executor executor;
        private int threads = 16;
        private int maxWaiting = 10_000;
        private long maxWaitingBytes = 64L << 20;

        private Builder(WebhookVerifier verifier, WebhookHandler handler) {
            this.verifier = Objects.requireNonNull(verifier, "verifier");
            this.handler = Objects.requireNonNull(handler, "handler");
        }

        /**
         * Remembers which events have been handled.
         *
         * @param store the last 10,000 in memory unless set
         * @return this builder
         */
        public Builder seenStore(SeenStore store) {
            this.seen = Objects.requireNonNull(store, "store");
            return this;
        }

        /**
         * Where handlers run.
         *
         * @param executor a pool of {@link #threads} daemon threads unless set; not shut down by the receiver. It must not run
         *     work on the thread that submits it, or the answer waits for the handler
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * How many handlers run at once on the receiver's own pool.
         *
         * @param threads 1 to 1000, 16 unless set
         * @return this builder
         * @throws IllegalArgumentException for another number
         */
        public Builder threads(int threads) {
            if (threads < 1 || threads > 1000) {
                throw new IllegalArgumentException("threads is " + threads + ", must be 1 to 1000");
            }
            this.threads = threads;
            return this;
        }

        /**
         * How many acknowledged events may wait.
         *
         * @param maxWaiting 10,000 unless set; beyond, requests are answered 503
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxWaiting(int maxWaiting) {
            if (maxWaiting < 1) {
                throw new IllegalArgumentException("maxWaiting is " + maxWaiting + ", must be positive");
            }
            this.maxWaiting = maxWaiting;
            return this;
        }

        /**
         * How many bytes the bodies of acknowledged events that wait may have; one event may always wait.
         *
         * @param maxWaitingBytes 64 MiB unless set; beyond, requests are answered 503
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxWaitingBytes(long maxWaitingBytes) {
            if (maxWaitingBytes < 1) {
                throw new IllegalArgumentException("maxWaitingBytes is " + maxWaitingBytes + ", must be positive");
            }
            this.maxWaitingBytes = maxWaitingBytes;
            return this;
        }

        /**
         * Who hears what became of webhooks.
         *
         * @param observer a thread-safe observer
         * @return this builder
         */
        public Builder observer(WebhookObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Who is told of every {@code streaming.failed} before the handler is: the acceptor of the streams, so that it becomes a
         * finding of its call.
         *
         * <pre>{@code
         * WebhookReceiver.builder(verifier, handler).streamingFailures(acceptor::streamingFailed)
         * }</pre>
         *
         * @param taker given the call and the webhook's {@code failure_reason}; without one it is a line in the log at level WARN
         * @return this builder
         */
        public Builder streamingFailures(BiConsumer<String, @Nullable String> taker) {
            this.streamingFailures = Objects.requireNonNull(taker, "taker");
            return this;
        }

        /**
         * Time, for tests.
         *
         * @param nanoTime monotonic nanoseconds
         * @return this builder
         */
        public Builder nanoTime(LongSupplier nanoTime) {
            this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
            return this;
        }

        /** {@return the receiver; close it when the application ends} */
        public WebhookReceiver build() {
            return new WebhookReceiver(this);
        }
    }
}
