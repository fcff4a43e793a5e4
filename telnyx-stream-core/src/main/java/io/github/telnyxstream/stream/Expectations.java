package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose streams are asked for and have not come yet, so that a socket that never comes is noticed too.
 * Thread-safe.
 */
final class Expectations {
    private static final int MAX_OPEN = 100_000;
    private static final long LOOK_NANOS = 100_000_000;

    private final Engine engine;
    private final Map<String, Expectation> open = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();

    Expectations(Engine engine) {
        this.engine = engine;
    }

    CompletionStage<StreamSession> expect(String call, @Nullable StreamSettings settings) {
        EngineSession there = engine.session(call);
        if (there != null) {
            return CompletableFuture.completedStage(there);
        }
        if (open.size() >= MAX_OPEN) {
            throw new IllegalStateException(MAX_OPEN + " calls are expected and none of them has come");
        }
        Expectation expectation = new Expectation(call, settings);
        Expectation before = open.put(call, expectation);
        if (before != null) {
            before.moveTo(expectation);
        }
        expectation.watch();
        EngineSession meanwhile = engine.session(call);
        if (meanwhile != null) {
            came(call, meanwhile);
        }
        return expectation.session.minimalCompletionStage();
    }

    /** What was asked of Telnyx for a call, if that was said here. */
    @Nullable
    StreamSettings settings(String call) {
        Expectation expectation = open.get(call);
        return expectation == null ? null : expectation.settings;
    }

    /** A session has named its call. */
    void came(String call, EngineSession session) {
        Expectation expectation = open.get(call);
        if (expectation != null) {
            expectation.complete(session);
        }
    }

    /** A stream was not let in; of which call is not known. */
    void refused() {
        refused.incrementAndGet();
    }

    /** Telnyx will not stream; false if nobody expects it. */
    boolean failed(String call, Finding finding) {
        Expectation expectation = open.get(call);
        return expectation != null && expectation.fail(finding);
    }

    void close() {
        open.values().forEach(Expectation::forget);
    }

    private final class Expectation implements Ticker.Visited {
        private final String call;
        private final @Nullable StreamSettings settings;
        private final CompletableFuture<StreamSession> session = new CompletableFuture<>();
        private final long deadlineNanos;
        private final long refusedBefore = refused.get();
        private volatile Ticker.@Nullable Seat seat;

        Expectation(String call, @Nullable StreamSettings settings) {
            this.call = call;
            this.settings = settings;
            this.deadlineNanos = engine.options().clock().nanoTime()
                    + engine.options().connectTimeout().toNanos();
        }

        void watch() {
            seat = engine.ticker().add(this, LOOK_NANOS);
            if (session.isDone()) {
                stopWatching();
            }
        }

        @Override
        public long tick(long nowNanos) {
            if (session.isDone()) {
                stopWatching();
            } else if (nowNanos - deadlineNanos > 0) {
                long meanwhile = refused.get() - refusedBefore;
                Finding finding = new Finding(
                        Finding.Kind.NEVER_CONNECTED,
                        "not within " + engine.options().connectTimeout().toSeconds() + " s"
                                + (meanwhile == 0
                                        ? ""
                                        : "; " + meanwhile + " upgrade requests without the right token were refused"
                                                + " meanwhile"));
                // the application's code may hang on the stage
                engine.workers().listeners().execute(() -> fail(finding));
            }
            return LOOK_NANOS;
        }

        private void stopWatching() {
            Ticker.Seat own = seat;
            if (own != null) {
                own.leave();
            }
        }

        void complete(EngineSession came) {
            forget();
            engine.workers().listeners().execute(() -> session.complete(came));
        }

        boolean fail(Finding finding) {
            forget();
            boolean failed = session.completeExceptionally(new StreamMissingException(call, finding));
            if (failed) {
                engine.options().observer().onFinding(finding.kind());
                FindingLog.warn(call, finding);
            }
            return failed;
        }

        /** One that was said again waits on in the newer one. */
        void moveTo(Expectation newer) {
            stopWatching();
            CompletableFuture<StreamSession> unused = newer.session.whenComplete((came, missing) -> {
                if (came == null) {
                    session.completeExceptionally(missing);
                } else {
                    session.complete(came);
                }
            });
        }

        void forget() {
            open.remove(call, this);
            stopWatching();
        }
    }
}
