package io.github.telnyxstream.testkit.simulator.webhook;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.simulator.loop.StallWatch;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Signs and posts webhooks, once each; who retries is told the status.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class WebhookSender {
    private static final long FORGED_AGE_SECONDS = 600;

    /**
     * What became of an attempt.
     *
     * @param status HTTP status, or 0 without an answer
     * @param how for a person
     * @param tookNanos real time from the request to the answer, without the signature before it
     */
    public record Outcome(int status, String how, long tookNanos) {}

    private final HttpClient client;
    private final Executor workers;
    private static final int MOST_BODY_BYTES = 1 << 16;

    private final StreamClock clock;
    private final WebhookKey key;
    private final boolean isFlat;
    private final StallWatch stallWatch;

    /**
     * A sender.
     *
     * @param client posts
     * @param workers sign; a signature takes longer than a tick of a millisecond may
     * @param clock tells the timestamp
     * @param key signs
     * @param isFlat whether the payload's fields are copied to where a guide expects them
     * @param stallWatch ends what is waited for in vain
     */
    public WebhookSender(
            HttpClient client,
            Executor workers,
            StreamClock clock,
            WebhookKey key,
            boolean isFlat,
            StallWatch stallWatch) {
        this.isFlat = isFlat;
        this.stallWatch = stallWatch;
        this.client = client;
        this.workers = workers;
        this.clock = clock;
        this.key = key;
    }

    /**
     * Posts a webhook.
     *
     * @param webhook what
     * @param attempt which attempt this is, from 1
     * @param timeout how long to wait for an answer
     * @return what became of it; never fails
     */
    public CompletableFuture<Outcome> post(Webhook webhook, int attempt, Duration timeout) {
        return post(webhook, attempt, timeout, null);
    }

    /**
     * Posts a webhook that is not genuine.
     *
     * @param webhook what
     * @param forgery in which way
     * @return the status, or 0 when the connection ended without an answer; never fails
     */
    public CompletableFuture<Integer> postForged(Webhook webhook, Forgery forgery) {
        return post(webhook, 1, null, forgery).thenApply(Outcome::status);
    }

    private CompletableFuture<Outcome> post(
            Webhook webhook, int attempt, @Nullable Duration timeout, @Nullable Forgery forgery) {
        // real time: a clock that makes its own time stands still until the answer
        AtomicLong sentNanos = new AtomicLong(System.nanoTime());
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                        () -> request(webhook, attempt, timeout, forgery), workers)
                .thenCompose(request -> {
                    sentNanos.set(System.nanoTime());
                    return status(request);
                });
        return stallWatch.watch(answer, "answers a webhook").handle((status, failure) -> {
            long took = System.nanoTime() - sentNanos.get();
            return status == null
                    ? new Outcome(0, reason(webhook.url(), failure), took)
                    : new Outcome(status, "status " + status, took);
        });
    }

    /** The status is the answer: what follows it may never end. */
    private CompletableFuture<Integer> status(HttpRequest request) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        CompletableFuture<?> unused = client.sendAsync(request, head -> {
                    status.complete(head.statusCode());
                    return new LimitedBody(MOST_BODY_BYTES);
                })
                .exceptionally(failure -> {
                    status.completeExceptionally(failure);
                    return null;
                });
        return status;
    }

    private static String reason(URI url, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException) {
            return "nobody listens at " + url.getHost() + (url.getPort() < 0 ? "" : " port " + url.getPort());
        }
        return cause instanceof HttpTimeoutException
                ? "no answer in time"
                : "no answer, " + cause.getClass().getSimpleName();
    }

    private HttpRequest request(Webhook webhook, int attempt, @Nullable Duration timeout, @Nullable Forgery forgery) {
        byte[] body = webhook.body(attempt, isFlat);
        String timestamp = Long.toString(clock.instant().getEpochSecond() + skew(forgery));
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url())
                .header("content-type", "application/json")
                .header("user-agent", "telnyx-webhooks");
        // on a clock that makes its own time, time stands still until the answer
        if (timeout != null && !(clock instanceof ManualClock)) {
            request.timeout(timeout);
        }
        if (forgery != Forgery.UNSIGNED) {
            request.header("telnyx-timestamp", timestamp);
            request.header("telnyx-signature-ed25519", signature(timestamp, body, forgery));
        }
        if (forgery == Forgery.TAMPERED_BODY) {
            body = (new String(body, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private String signature(String timestamp, byte[] body, @Nullable Forgery forgery) {
        if (forgery == Forgery.GARBAGE_SIGNATURE) {
            return "not base64 at all";
        }
        WebhookKey signer = forgery == Forgery.OTHER_KEY ? WebhookKey.create() : key;
        return signer.sign(timestamp, body);
    }

    private static long skew(@Nullable Forgery forgery) {
        if (forgery == Forgery.STALE) {
            return -FORGED_AGE_SECONDS;
        }
        return forgery == Forgery.FROM_THE_FUTURE ? FORGED_AGE_SECONDS : 0;
    }
}
