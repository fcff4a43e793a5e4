package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.caller.CallerScript;
import io.github.telnyxstream.testkit.observation.MediaArrival;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** What happened in one call, in order. Written by the ticker, read by anyone. */
final class Timeline {
    /** What comes again and again as long as people talk; of a call that may last for hours not all of it finds room. */
    private static final Set<SimulatorEvent.Kind> TALK = EnumSet.of(
            SimulatorEvent.Kind.CALLER_SPEAKS,
            SimulatorEvent.Kind.CALLER_SPOKE,
            SimulatorEvent.Kind.CALLER_HEARS,
            SimulatorEvent.Kind.CALLER_HEARS_SILENCE,
            SimulatorEvent.Kind.UNDERRUN,
            SimulatorEvent.Kind.MARK_SET,
            SimulatorEvent.Kind.MARK_RETURNED,
            SimulatorEvent.Kind.CLEARED,
            SimulatorEvent.Kind.VIOLATION,
            SimulatorEvent.Kind.MISUSE);

    private static final int LEAST_TALK = 1000;

    private final StreamClock clock;
    private final SimulatorObserver observer;
    private final String callControlId;
    private final long startNanos;
    private final Object lock = new Object();
    private final List<SimulatorEvent> events = new ArrayList<>();
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final List<SentWebhook> webhooks = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Arrivals arrivals;
    /** How many events of talk are kept: the first, as with what arrives. */
    private final int mostTalk;

    private int talk;

    Timeline(Exchange exchange, SimulatorObserver observer, String callControlId) {
        this(exchange.clock(), exchange.keptSamples(), observer, callControlId);
    }

    Timeline(StreamClock clock, int keptSamples, SimulatorObserver observer, String callControlId) {
        this.clock = clock;
        int frames = keptSamples / CallerScript.FRAME_SAMPLES;
        mostTalk = Math.max(LEAST_TALK, frames);
        arrivals = new Arrivals(frames);
        this.observer = observer;
        this.callControlId = callControlId;
        startNanos = clock.nanoTime();
    }

    void add(SimulatorEvent.Kind kind, String text) {
        Duration since = Duration.ofNanos(clock.nanoTime() - startNanos);
        List<Waiting> due;
        SimulatorEvent event = new SimulatorEvent(clock.instant(), since, callControlId, kind, text);
        synchronized (lock) {
            if (!TALK.contains(kind) || talk++ < mostTalk) {
                events.add(event);
            }
            due = waiting.stream().filter(one -> one.wanted().test(event)).toList();
            waiting.removeAll(due);
        }
        observer.onEvent(event);
        due.forEach(one -> one.future().complete(event));
    }

    void add(ReceivedRequest request) {
        synchronized (lock) {
            requests.add(request);
        }
        add(SimulatorEvent.Kind.COMMAND, request.command() + " -> " + request.status());
    }

    void add(SentWebhook webhook) {
        synchronized (lock) {
            webhooks.add(webhook);
        }
    }

    /** A media message came, with so many samples, after which so many wait to be played. */
    void arrived(long arrivalNanos, int samples, long aheadSamples) {
        synchronized (lock) {
            arrivals.add(arrivalNanos - startNanos, samples, aheadSamples);
        }
    }

    List<MediaArrival> arrivals() {
        synchronized (lock) {
            return arrivals.all();
        }
    }

    List<SimulatorEvent> events() {
        synchronized (lock) {
            return List.copyOf(events);
        }
    }

    List<ReceivedRequest> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    List<SentWebhook> webhooks() {
        synchronized (lock) {
            return List.copyOf(webhooks);
        }
    }

    /** Completes with the first event like that, past ones included. */
    CompletableFuture<SimulatorEvent> first(Predicate<SimulatorEvent> wanted) {
        CompletableFuture<SimulatorEvent> future = new CompletableFuture<>();
        synchronized (lock) {
            for (SimulatorEvent event : events) {
                if (wanted.test(event)) {
                    future.complete(event);
                    return future;
                }
            }
            waiting.add(new Waiting(wanted, future));
        }
        return future;
    }

    private record Waiting(Predicate<SimulatorEvent> wanted, CompletableFuture<SimulatorEvent> future) {}
}
