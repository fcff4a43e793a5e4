package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorObserver;
import io.github.telnyxstream.testkit.time.SimulatorClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What happened in one call, in order. Written by the ticker, read by anyone. */
final class Timeline {
    private final SimulatorClock clock;
    private final SimulatorObserver observer;
    private final String callControlId;
    private final long startNanos;
    private final Object lock = new Object();
    private final List<SimulatorEvent> events = new ArrayList<>();
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final List<SentWebhook> webhooks = new ArrayList<>();

    Timeline(SimulatorClock clock, SimulatorObserver observer, String callControlId) {
        this.clock = clock;
        this.observer = observer;
        this.callControlId = callControlId;
        startNanos = clock.nanoTime();
    }

    void add(SimulatorEvent.Kind kind, String text) {
        Duration since = Duration.ofNanos(clock.nanoTime() - startNanos);
        SimulatorEvent event = new SimulatorEvent(clock.instant(), since, callControlId, kind, text);
        synchronized (lock) {
            events.add(event);
            lock.notifyAll();
        }
        observer.onEvent(event);
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

    /** Waits in real time until an event like that has happened. */
    boolean await(Predicate<SimulatorEvent> wanted, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            while (events.stream().noneMatch(wanted)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
        }
        return true;
    }
}
