package io.github.telnyxstream.micrometer;

import io.github.telnyxstream.stream.Finding;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Meters of all streams of an acceptor, under {@code telnyx.stream.}; the page "Metrics" lists them.
 *
 * <pre>{@code
 * AcceptorOptions options = AcceptorOptions.builder().observer(StreamMetrics.of(registry)).build();
 * }</pre>
 *
 * <p>Tags have few values, and none of them names a call. All meters are there from the beginning, so that a dashboard has no
 * holes. One object for each acceptor, or one for several that are to be counted together.
 *
 * <p><b>Threads:</b> thread-safe. <b>Allocation:</b> none by what is called for each frame, as far as the registry does not.
 */
public final class StreamMetrics implements StreamObserver {
    private static final String PREFIX = "telnyx.stream.";

    private final AtomicInteger active = new AtomicInteger();
    private final Map<Integer, Counter> refused;
    private final Counter otherRefusals;
    private final Map<StreamEnd.Kind, Counter> closed = new EnumMap<>(StreamEnd.Kind.class);
    private final Map<StreamFailure.Kind, Counter> failed = new EnumMap<>(StreamFailure.Kind.class);
    private final Map<Finding.Kind, Counter> findings = new EnumMap<>(Finding.Kind.class);
    private final Counter opened;
    private final Counter started;
    private final Timer timeToStart;
    private final Timer firstMedia;
    private final Timer duration;
    private final Counter connectionsLost;
    private final Timer resumed;
    private final Counter framesIn;
    private final Counter bytesIn;
    private final Timer interarrival;
    private final Counter lost;
    private final Counter reordered;
    private final Counter duplicated;
    private final Counter late;
    private final Counter dropped;
    private final Counter problems;
    private final Timer listenerTime;
    private final Counter listenerErrors;
    private final Counter framesOut;
    private final Counter bytesOut;
    private final Timer lateness;
    private final Counter underruns;
    private final Timer sendTime;
    private final DistributionSummary outbox;
    private final DistributionSummary mailbox;
    private final DistributionSummary marksOut;
    private final Timer markLateness;

    private StreamMetrics(MeterRegistry registry) {
        registry.gauge(PREFIX + "active", active);
        this.refused =
                Map.of(401, refusal(registry, "401"), 403, refusal(registry, "403"), 503, refusal(registry, "503"));
        this.otherRefusals = refusal(registry, "other");
        for (StreamEnd.Kind kind : StreamEnd.Kind.values()) {
            closed.put(kind, counter(registry, "closed", "Sessions that ended", "cause", word(kind)));
        }
        for (StreamFailure.Kind kind : StreamFailure.Kind.values()) {
            failed.put(kind, counter(registry, "closed", "Sessions that ended", "cause", word(kind)));
        }
        for (Finding.Kind kind : Finding.Kind.values()) {
            findings.put(kind, counter(registry, "finding", "Reasons found why a call is silent", "kind", word(kind)));
        }
        this.opened = counter(registry, "opened", "Sockets that were opened");
        this.started = counter(registry, "started", "Streams that have started");
        this.timeToStart = timer(registry, "time_to_start", "From the socket to the start event", 10, 10_000);
        this.firstMedia = timer(registry, "first_media", "From the start event to the first frame", 1, 10_000);
        this.duration = Timer.builder(PREFIX + "duration")
                .description("From the socket to its end")
                .register(registry);
        this.connectionsLost =
                counter(registry, "lost", "Connections that were lost by sessions that wait for another");
        this.resumed = timer(registry, "resumed", "From the loss of a connection to the start on another", 10, 60_000);
        this.framesIn = counter(registry, "inbound.frames", "Frames that arrived");
        this.bytesIn = counter(registry, "inbound.bytes", "Bytes of their payloads");
        this.interarrival = timer(registry, "inbound.interarrival", "Between two frames of a track", 1, 1_000);
        this.lost = counter(registry, "inbound.gap", "Frames that never came or came too late");
        this.reordered = counter(registry, "inbound.reordered", "Frames that came after a later one");
        this.duplicated = counter(registry, "inbound.duplicates", "Frames that came twice");
        this.late = counter(registry, "inbound.late", "Frames that came after they had been given up");
        this.dropped = counter(registry, "mailbox.dropped", "Frames that a slow listener left no room for");
        this.problems = counter(registry, "inbound.problems", "Messages that were not as they should be");
        this.listenerTime = timer(registry, "listener.time", "In the listener's methods", 1, 10_000);
        this.listenerErrors = counter(registry, "listener.errors", "Exceptions out of listeners");
        this.framesOut = counter(registry, "outbound.frames", "Frames that were paced");
        this.bytesOut = counter(registry, "outbound.bytes", "Bytes of their messages");
        this.lateness = timer(registry, "pacer.lateness", "Visits behind the timeline", 1, 1_000);
        this.underruns = counter(registry, "underrun", "Times that Telnyx ran dry in an utterance");
        this.sendTime = timer(registry, "send.time", "Until the server has taken a message over", 1, 5_000);
        this.outbox = summary(registry, "outbox.millis", "Audio paced and not yet taken by the server");
        this.mailbox = summary(registry, "mailbox.depth", "Frames that wait for the listener");
        this.marksOut = summary(registry, "mark.pending", "Marks that have not come back");
        this.markLateness = timer(registry, "mark.lateness", "Marks behind the audio before them", 1, 10_000);
    }

    /**
     * Makes the meters.
     *
     * @param registry where they are registered
     * @return the observer, to be given to {@link io.github.telnyxstream.stream.AcceptorOptions.Builder#observer}
     */
    public static StreamMetrics of(MeterRegistry registry) {
        return new StreamMetrics(Objects.requireNonNull(registry, "registry"));
    }

    private static Counter refusal(MeterRegistry registry, String reason) {
        return counter(registry, "handshake.rejected", "Upgrade requests that were refused", "reason", reason);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, String... tags) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static Timer timer(
            MeterRegistry registry, String name, String description, int leastMillis, int mostMillis) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(leastMillis))
                .maximumExpectedValue(Duration.ofMillis(mostMillis))
                .register(registry);
    }

    private static DistributionSummary summary(MeterRegistry registry, String name, String description) {
        return DistributionSummary.builder(PREFIX + name)
                .description(description)
                .register(registry);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void onHandshakeRefused(int httpStatus) {
        refused.getOrDefault(httpStatus, otherRefusals).increment();
    }

    @Override
    public void onOpened() {
        active.incrementAndGet();
        opened.increment();
    }

    @Override
    public void onStarted(long sinceOpenedNanos) {
        started.increment();
        timeToStart.record(sinceOpenedNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onFirstMedia(long sinceStartedNanos) {
        firstMedia.record(sinceStartedNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onLost() {
        connectionsLost.increment();
    }

    @Override
    public void onResumed(long lostNanos) {
        resumed.record(lostNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onClosed(StreamEnd.Kind kind, long durationNanos) {
        ended(Objects.requireNonNull(closed.get(kind)), durationNanos);
    }

    @Override
    public void onFailed(StreamFailure.Kind kind, long durationNanos) {
        ended(Objects.requireNonNull(failed.get(kind)), durationNanos);
    }

    private void ended(Counter cause, long durationNanos) {
        active.decrementAndGet();
        cause.increment();
        duration.record(durationNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onFrameReceived(int lengthBytes, long sincePreviousNanos) {
        framesIn.increment();
        bytesIn.increment(lengthBytes);
        if (sincePreviousNanos >= 0) {
            interarrival.record(sincePreviousNanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void onInboundTrouble(long lost, long reordered, long duplicated, long late, long dropped) {
        this.lost.increment((double) lost);
        this.reordered.increment((double) reordered);
        this.duplicated.increment((double) duplicated);
        this.late.increment((double) late);
        this.dropped.increment((double) dropped);
    }

    @Override
    public void onProtocolProblems(long count) {
        problems.increment((double) count);
    }

    @Override
    public void onListenerCall(long nanos) {
        listenerTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onListenerFailure() {
        listenerErrors.increment();
    }

    @Override
    public void onFramePaced(int lengthBytes) {
        framesOut.increment();
        bytesOut.increment(lengthBytes);
    }

    @Override
    public void onPacerVisit(long lateNanos) {
        lateness.record(lateNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onUnderruns(long count) {
        underruns.increment((double) count);
    }

    @Override
    public void onSent(long nanos) {
        sendTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onBacklog(long outboxMillis, int mailboxFrames, int marksOut) {
        outbox.record((double) outboxMillis);
        mailbox.record(mailboxFrames);
        this.marksOut.record(marksOut);
    }

    @Override
    public void onMarkReturned(long lateNanos) {
        markLateness.record(lateNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onFinding(Finding.Kind kind) {
        Counter counter = findings.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }
}
