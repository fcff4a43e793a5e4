package io.github.telnyxstream.callcontrol.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A webhook request whose body arrives piece by piece. A server's handler begins one, hands over the raw bytes as they come,
 * and answers with the status that it is told:
 *
 * <pre>{@code
 * IncomingWebhook webhook = receiver.begin(request.method(), request::header);
 * webhook.status().thenAccept(status -> response.send(status));
 * request.onBytes(webhook::take);
 * request.onEnd(webhook::end);
 * request.onLost(webhook::abandon);
 * }</pre>
 *
 * <p>What a stranger can make it hold is bounded: {@link WebhookReceiver#MAX_BODY_BYTES} of one body, {@link #MAX_BYTES} of all
 * bodies of one receiver that are not whole yet, each for {@link #PATIENCE} at most.
 *
 * <p><b>Threads:</b> thread-safe; never blocks.
 */
public final class IncomingWebhook {

    /** How long a body may take to arrive. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How much of bodies that are not whole yet is held, of all requests of a receiver together: 32 MiB. */
    public static final int MAX_BYTES = 32 << 20;

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int NOBODY_HEARS_IT = 400;

    private final WebhookReceiver receiver;
    private final AtomicLong bytesOnTheWay;
    private final String method;
    private final Function<String, @Nullable String> header;
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final CompletableFuture<Void> patience = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    /** Guarded by the body. */
    private boolean decided;

    private volatile boolean whole;

    private IncomingWebhook(
            WebhookReceiver receiver,
            AtomicLong bytesOnTheWay,
            String method,
            Function<String, @Nullable String> header) {
        this.receiver = receiver;
        this.bytesOnTheWay = bytesOnTheWay;
        this.method = Objects.requireNonNull(method, "method");
        this.header = Objects.requireNonNull(header, "header");
    }

    static IncomingWebhook begin(
            WebhookReceiver receiver,
            AtomicLong bytesOnTheWay,
            String method,
            Function<String, @Nullable String> header) {
        IncomingWebhook webhook = new IncomingWebhook(receiver, bytesOnTheWay, method, header);
        if (!method.equals("POST")) {
            webhook.decide(METHOD_NOT_ALLOWED);
        } else if (webhook.isDeclaredTooLong()) {
            webhook.decide(CONTENT_TOO_LARGE);
        } else {
            webhook.beginToWait();
        }
        return webhook;
    }

    private boolean isDeclaredTooLong() {
        String length = header.apply("content-length");
        try {
            return length != null && Long.parseLong(length.strip()) > WebhookReceiver.MAX_BODY_BYTES;
        } catch (NumberFormatException odd) {
            return false; // the bytes are counted all the same
        }
    }

    /** The timer's thread is everybody's: what is told there moves on. */
    private void beginToWait() {
        CompletableFuture<Void> ignored = patience.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((none, late) -> {
                    if (late instanceof TimeoutException) {
                        ForkJoinPool.commonPool().execute(() -> decide(REQUEST_TIMEOUT));
                    }
                });
    }

    /**
     * What to answer, with an empty body: what {@link WebhookReceiver#receive(String, Function, byte[])} says, or 405, 413, 503
     * or 408 before the body {@link #isWhole is whole}.
     *
     * @return completed once, by the thread that brought the end of the body, or by one of the JDK's common pool when it was too
     *     slow. Never completed exceptionally
     */
    public CompletionStage<Integer> status() {
        return status.minimalCompletionStage();
    }

    /**
     * Whether nothing more of the body need be read.
     *
     * @return true as soon as there is a status, which may be at once
     */
    public boolean isDecided() {
        synchronized (body) {
            return decided;
        }
    }

    /**
     * Whether the body was whole when the status was decided. Where it was not, the connection is to be closed after the answer,
     * since the rest of the body is not read.
     *
     * @return false before the status is decided too
     */
    public boolean isWhole() {
        return whole;
    }

    /**
     * Takes the next bytes of the body.
     *
     * @param bytes all that remain are copied
     * @return false when the status is decided, and nothing more of the body need be read
     */
    public boolean take(ByteBuffer bytes) {
        int length = Objects.requireNonNull(bytes, "bytes").remaining();
        int refusal;
        synchronized (body) {
            if (decided) {
                return false;
            }
            refusal = refusal(length);
            if (refusal == 0) {
                byte[] piece = new byte[length];
                bytes.get(piece);
                body.writeBytes(piece);
                return true;
            }
        }
        decide(refusal);
        return false;
    }

    private int refusal(int length) {
        if (length > WebhookReceiver.MAX_BODY_BYTES - body.size()) {
            return CONTENT_TOO_LARGE;
        }
        if (bytesOnTheWay.addAndGet(length) > MAX_BYTES) {
            bytesOnTheWay.addAndGet(-length);
            return SERVICE_UNAVAILABLE;
        }
        return 0;
    }

    /** Says that the body is whole. After the status is decided it does nothing. */
    public void end() {
        byte[] bytes = finish();
        if (bytes == null) {
            return;
        }
        whole = true;
        int answer = SERVER_ERROR;
        try {
            answer = receiver.receive(method, header, bytes);
        } finally {
            status.complete(answer);
        }
    }

    /** Says that the connection was lost: what was held is given back. The status is then nobody's to hear. */
    public void abandon() {
        decide(NOBODY_HEARS_IT);
    }

    private void decide(int answer) {
        if (finish() != null) {
            status.complete(answer);
        }
    }

    /** The body so far, or null when this is not the first end. */
    private byte @Nullable [] finish() {
        byte[] held;
        synchronized (body) {
            if (decided) {
                return null;
            }
            decided = true;
            held = body.toByteArray();
        }
        bytesOnTheWay.addAndGet(-held.length);
        patience.cancel(false);
        return held;
    }
}
