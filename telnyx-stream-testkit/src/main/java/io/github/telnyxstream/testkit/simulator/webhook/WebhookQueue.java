package io.github.telnyxstream.testkit.simulator.webhook;

import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private final Reporter reporter;
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
         * @param status HTTP status, or 0
         * @param again whether it will be tried again
         */
        void answered(Webhook webhook, int attempt, int status, boolean again);
    }

    /**
     * An empty queue.
     *
     * @param ticker whose thread this runs on
     * @param sender posts
     * @param delivery how
     * @param reporter is told
     */
    public WebhookQueue(Ticker ticker, WebhookSender sender, WebhookDelivery delivery, Reporter reporter) {
        this.ticker = ticker;
        this.sender = sender;
        this.delivery = delivery;
        this.reporter = reporter;
    }

    /**
     * Queues a webhook, as many times as the settings say.
     *
     * @param webhook what
     */
    public void add(Webhook webhook) {
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
        CompletableFuture<Integer> unused = sender.post(webhook, attempt, delivery.timeout())
                .whenComplete((status, failure) -> {
                    ticker.execute(() -> answered(webhook, attempt, status == null ? 0 : status));
                    back.run();
                });
    }

    private void answered(Webhook webhook, int attempt, int status) {
        boolean again =
                isWorthARetry(status) && attempt <= delivery.retryDelays().size();
        reporter.answered(webhook, attempt, status, again);
        if (again) {
            long delay = delivery.retryDelays().get(attempt - 1).toNanos();
            ticker.at(ticker.nanoTime() + delay, () -> attempt(webhook, attempt + 1));
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
