package io.github.telnyxstream.testkit.simulator.webhook;

import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of one call. In order, the next first attempt leaves when the first attempt before it was answered; retries
 * wait for nobody and nobody waits for them.
 *
 * <p><b>Threads:</b> the ticker's.
 */
public final class WebhookQueue {
    private static final Duration HELD_AT_MOST = Duration.ofMillis(300);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Ticker ticker;
    private final WebhookSender sender;
    private final WebhookDelivery delivery;
    private final @Nullable URI failover;
    private final Reporter reporter;
    private final Map<String, List<Duration>> retries = new HashMap<>();
    private final Deque<Webhook> waiting = new ArrayDeque<>();
    private @Nullable Webhook held;
    private boolean underWay;
    private int unsettled;

    /** Is told what becomes of webhooks, on the ticker's thread. */
    public interface Reporter {
        /**
         * An attempt leaves.
         *
         * @param webhook which
         * @param attempt from 1
         */
        void sent(Webhook webhook, int attempt);

        /**
         * An attempt was answered or not.
         *
         * @param webhook which
         * @param attempt from 1
         * @param outcome what became of it
         * @param again whether it will be tried again
         */
        void answered(Webhook webhook, int attempt, WebhookSender.Outcome outcome, boolean again);
    }

    /**
     * An empty queue.
     *
     * @param ticker whose thread this runs on
     * @param sender posts
     * @param delivery how
     * @param failover where to try when the first address has failed for good, or null
     * @param reporter is told
     */
    public WebhookQueue(
            Ticker ticker, WebhookSender sender, WebhookDelivery delivery, @Nullable URI failover, Reporter reporter) {
        this.failover = failover;
        this.ticker = ticker;
        this.sender = sender;
        this.delivery = delivery;
        this.reporter = reporter;
    }

    /**
     * Sets when an event is tried again, for this call.
     *
     * @param eventType which
     * @param delays pause before each further attempt
     */
    public void retryAfter(String eventType, List<Duration> delays) {
        retries.put(eventType, delays);
    }

    /**
     * Queues a webhook, as many times as the settings say.
     *
     * @param webhook what
     */
    public void add(Webhook webhook) {
        if (delivery.delay().isZero()) {
            addNow(webhook);
        } else {
            unsettled++;
            ticker.at(ticker.nanoTime() + delivery.delay().toNanos(), () -> {
                unsettled--;
                addNow(webhook);
            });
        }
    }

    private void addNow(Webhook webhook) {
        if (!delivery.swapsNeighbours()) {
            enqueue(webhook);
        } else if (held == null) {
            held = webhook;
            ticker.at(ticker.nanoTime() + HELD_AT_MOST.toNanos(), () -> letGo(webhook));
        } else {
            Webhook overtaken = held;
            held = null;
            enqueue(webhook);
            enqueue(overtaken);
        }
    }

    /**
     * Whether every webhook has been delivered or given up.
     *
     * @return true when nothing is left to do
     */
    public boolean isSettled() {
        return held == null && unsettled == 0;
    }

    private void letGo(Webhook webhook) {
        if (held != null && held.id().equals(webhook.id())) {
            held = null;
            enqueue(webhook);
        }
    }

    private void enqueue(Webhook webhook) {
        for (int copy = 0; copy < delivery.copies(); copy++) {
            unsettled++;
            waiting.add(webhook);
        }
        next();
    }

    private void next() {
        if (!underWay && !waiting.isEmpty()) {
            underWay = true;
            attempt(waiting.removeFirst(), 1);
        }
    }

    private void attempt(Webhook webhook, int attempt) {
        reporter.sent(webhook, attempt);
        Runnable back = ticker.underWay("the application's answer to " + webhook.type());
        CompletableFuture<WebhookSender.Outcome> unused = sender.post(webhook, attempt, delivery.timeout())
                .whenComplete((outcome, failure) -> {
                    ticker.execute(() -> answered(webhook, attempt, outcome));
                    back.run();
                });
    }

    private void answered(Webhook webhook, int attempt, WebhookSender.Outcome outcome) {
        int status = outcome.status();
        List<Duration> delays = retries.getOrDefault(webhook.type(), delivery.retryDelays());
        boolean again = isWorthARetry(status) && attempt <= delays.size();
        URI second = failover;
        Webhook elsewhere = second == null
                        || again
                        || !isWorthARetry(status)
                        || webhook.url().equals(second)
                ? null
                : webhook.to(second);
        reporter.answered(webhook, attempt, outcome, again || elsewhere != null);
        if (again) {
            long delay = delays.get(attempt - 1).toNanos();
            ticker.at(ticker.nanoTime() + delay, () -> attempt(webhook, attempt + 1));
        } else if (elsewhere != null) {
            attempt(elsewhere, attempt + 1);
        } else {
            unsettled--;
        }
        if (attempt == 1) {
            underWay = false;
            next();
        }
    }

    private static boolean isWorthARetry(int status) {
        return status == 0 || status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    }
}
