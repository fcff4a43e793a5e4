package io.github.telnyxstream.adapter.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** Collects the body of one request as it arrives; no thread waits for it. Runs on Jetty's threads, one at a time. */
final class WebhookBody {
    /** Told once. */
    interface Reader {
        void whole(byte[] body);

        void refused(int status);

        void lost(Throwable cause);
    }

    private final Request request;
    private final int maxBytes;
    private final AtomicLong waitingBytes;
    private final Reader reader;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Scheduler.Task patience;

    private WebhookBody(Request request, int maxBytes, AtomicLong waitingBytes, Reader reader) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.waitingBytes = waitingBytes;
        this.reader = reader;
        this.patience = request.getComponents()
                .getScheduler()
                .schedule(this::tooSlow, WebhookRequestHandler.BODY_PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static void read(Request request, int maxBytes, AtomicLong waitingBytes, Reader reader) {
        if (request.getLength() > maxBytes) {
            reader.refused(HttpStatus.PAYLOAD_TOO_LARGE_413);
            return;
        }
        new WebhookBody(request, maxBytes, waitingBytes, reader).readOn();
    }

    private void readOn() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::readOn);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                if (end()) {
                    reader.lost(chunk.getFailure());
                }
                return;
            }
            int refusal = take(chunk);
            chunk.release();
            if (refusal != 0) {
                if (end()) {
                    reader.refused(refusal);
                }
                return;
            }
            if (chunk.isLast()) {
                byte[] whole = body.toByteArray();
                if (end()) {
                    reader.whole(whole);
                }
                return;
            }
        }
    }

    /** Returns 0, or the status that refuses the request. */
    private int take(Content.Chunk chunk) {
        ByteBuffer bytes = chunk.getByteBuffer();
        int length = bytes.remaining();
        if (body.size() + length > maxBytes) {
            return HttpStatus.PAYLOAD_TOO_LARGE_413;
        }
        if (waitingBytes.addAndGet(length) > WebhookRequestHandler.MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-length);
            return HttpStatus.SERVICE_UNAVAILABLE_503;
        }
        body.writeBytes(BufferUtil.toArray(bytes));
        return 0;
    }

    /** Whether this is the first end. */
    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        patience.cancel();
        waitingBytes.addAndGet(-body.size());
        return true;
    }

    /** An answer would have to wait for the rest of the body, so the connection goes; the read under way then fails. */
    private void tooSlow() {
        if (!ended.get()) {
            request.getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close(new TimeoutException("a webhook's body of "
                            + request.getHeaders().get(HttpHeader.CONTENT_LENGTH) + " bytes did not arrive in time"));
        }
    }
}
