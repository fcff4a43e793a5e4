package io.github.telnyxstream.testkit.simulator.media;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The client end of a media WebSocket. Sends are queued and leave one after the other.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class MediaSocket {
    private static final int MAX_TEXT_CHARS = 4 << 20;
    private static final int MAX_UNSENT = 2000;

    private final Receiver receiver;
    private final Object lock = new Object();
    private final Deque<Outgoing> unsent = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean sending;
    private boolean ended;
    private int dropped;

    /** Takes what comes. Called serially, on the HTTP client's threads. */
    public interface Receiver {
        /**
         * A whole text message.
         *
         * @param text the text
         */
        void onText(String text);

        /** A binary message, which Telnyx does not understand. */
        void onBinary();

        /**
         * The socket is no more; told once.
         *
         * @param how for a person
         */
        void onEnd(String how);
    }

    private MediaSocket(Receiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Opens a socket.
     *
     * @param client opens it
     * @param url ws or wss
     * @param authToken goes into the header {@code x-telnyx-streaming-auth-token}, or null for none
     * @param receiver takes what comes
     * @return the open socket, or the reason why there is none
     */
    public static CompletableFuture<MediaSocket> open(
            HttpClient client, URI url, @Nullable String authToken, Receiver receiver) {
        MediaSocket media = new MediaSocket(receiver);
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        if (authToken != null) {
            builder.header("x-telnyx-streaming-auth-token", authToken);
        }
        return builder.buildAsync(url, media.new Incoming()).thenApply(media::opened);
    }

    private MediaSocket opened(WebSocket open) {
        synchronized (lock) {
            socket = open;
        }
        sendNext();
        return this;
    }

    /**
     * Sends a text message after those before it; does nothing after the end. When the peer has not read for long the
     * message is dropped and counted.
     *
     * @param text JSON
     */
    public void send(String text) {
        enqueue(new Outgoing(text, 0));
    }

    /**
     * Closes after what was sent before.
     *
     * @param code for example 1000
     */
    public void close(int code) {
        enqueue(new Outgoing("", code));
    }

    /** Breaks the connection at once. */
    public void abort() {
        WebSocket open;
        synchronized (lock) {
            ended = true;
            unsent.clear();
            open = socket;
        }
        if (open != null) {
            open.abort();
        }
    }

    /**
     * Messages that were not sent because the peer did not read.
     *
     * @return how many
     */
    public int dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    private void enqueue(Outgoing message) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            if (message.closeCode() == 0 && unsent.size() >= MAX_UNSENT) {
                dropped++;
                return;
            }
            unsent.add(message);
        }
        sendNext();
    }

    private void sendNext() {
        WebSocket open;
        Outgoing next;
        synchronized (lock) {
            if (sending || socket == null || unsent.isEmpty()) {
                return;
            }
            sending = true;
            open = socket;
            next = unsent.removeFirst();
        }
        CompletableFuture<WebSocket> sent =
                next.closeCode() == 0 ? open.sendText(next.text(), true) : open.sendClose(next.closeCode(), "");
        CompletableFuture<WebSocket> unused = sent.whenComplete((done, failure) -> {
            synchronized (lock) {
                sending = false;
            }
            if (failure == null) {
                sendNext();
            } else {
                end("send failed: " + failure.getClass().getSimpleName());
            }
        });
    }

    private void end(String how) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            unsent.clear();
        }
        receiver.onEnd(how);
    }

    private record Outgoing(String text, int closeCode) {}

    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receiver.onText(text.toString());
                text.setLength(0);
            } else if (text.length() > MAX_TEXT_CHARS) {
                from.abort();
                end("message too long");
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            if (last) {
                receiver.onBinary();
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end("closed by the application with " + code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end("broken: " + error.getClass().getSimpleName());
        }
    }
}
