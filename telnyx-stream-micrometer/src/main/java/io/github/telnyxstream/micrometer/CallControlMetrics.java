package io.github.telnyxstream.micrometer;

import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.CallControlObserver;
import io.github.telnyxstream.callcontrol.webhook.UnknownWebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookObserver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Meters of commands and of webhooks, under {@code telnyx.stream.http.} and {@code telnyx.stream.webhook.}; the page "Metrics"
 * lists them. Needs {@code telnyx-stream-callcontrol}, which this module does not bring.
 *
 * <pre>{@code
 * CallControlMetrics metrics = CallControlMetrics.of(registry);
 * CallControl calls = CallControl.builder(apiKey).observer(metrics).build();
 * WebhookReceiver webhooks = WebhookReceiver.builder(verifier, handler).observer(metrics).build();
 * }</pre>
 *
 * <p>Tags are names of commands, types of events and reasons; none of them names a call. An event that this version does not
 * know is counted as {@code unknown}. <b>Threads:</b> thread-safe.
 */
@SuppressWarnings(
        "exports") // call control is optional here: a descriptor that passed it on would demand it of everybody
public final class CallControlMetrics implements CallControlObserver, WebhookObserver {
    private static final String PREFIX = "telnyx.stream.";

    private final MeterRegistry registry;
    private final AtomicInteger openCircuits = new AtomicInteger();

    private CallControlMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge(PREFIX + "http.circuit.open", openCircuits);
    }

    /**
     * Makes the observer; meters are made when there is something to count.
     *
     * @param registry where they are registered
     * @return the observer of both
     */
    public static CallControlMetrics of(MeterRegistry registry) {
        return new CallControlMetrics(Objects.requireNonNull(registry, "registry"));
    }

    // ------------------------------------------------------------------ commands

    @Override
    public void onSucceeded(String request, int tries, Duration took) {
        registry.timer(PREFIX + "http.requests", "command", request, "status", "ok")
                .record(took);
    }

    @Override
    public void onRetry(String request, int tries, Duration pause, CallControlException reason) {
        registry.counter(PREFIX + "http.retry", "command", request, "status", status(reason))
                .increment();
    }

    @Override
    public void onFailed(String request, int tries, Duration took, CallControlException reason) {
        registry.timer(PREFIX + "http.requests", "command", request, "status", status(reason))
                .record(took);
    }

    /** The HTTP status, or in a word why there was none. */
    private static String status(CallControlException reason) {
        return reason.status() > 0 ? Integer.toString(reason.status()) : StreamMetrics.word(reason.kind());
    }

    @Override
    public void onCircuitChanged(boolean open) {
        openCircuits.addAndGet(open ? 1 : -1);
    }

    // ------------------------------------------------------------------ webhooks

    @Override
    public void onRefused(WebhookVerificationException reason) {
        registry.counter(PREFIX + "webhook.rejected", "reason", StreamMetrics.word(reason.reason()))
                .increment();
    }

    @Override
    public void onOverload(WebhookEvent event) {
        registry.counter(PREFIX + "webhook.rejected", "reason", "overload").increment();
    }

    @Override
    public void onRepeated(WebhookEvent event) {
        registry.counter(PREFIX + "webhook.duplicate").increment();
    }

    @Override
    public void onHandled(WebhookEvent event, Duration waited, Duration took) {
        received(event, "ok");
        registry.timer(PREFIX + "webhook.wait.time").record(waited);
        registry.timer(PREFIX + "webhook.handle.time", "event", type(event)).record(took);
    }

    @Override
    public void onHandlerFailed(WebhookEvent event, Duration took, Throwable failure) {
        received(event, "failed");
        registry.timer(PREFIX + "webhook.handle.time", "event", type(event)).record(took);
    }

    private void received(WebhookEvent event, String result) {
        registry.counter(PREFIX + "webhook.received", "event", type(event), "result", result)
                .increment();
    }

    private static String type(WebhookEvent event) {
        return event instanceof UnknownWebhookEvent ? "unknown" : event.eventType();
    }
}
