package io.github.telnyxstream.testkit.simulator.media;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The client end of a media WebSocket; the receiver is called on the HTTP client's threads.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class MediaSocket implements MediaLink {
    private static final int MAX_TEXT_CHARS = 4 << 20;
    private static final int MAX_UNSENT = 2000;

    private final Receiver receiver;
    private final Object lock = new Object();
    private final Deque<Outgoing> unsent = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean sending;
    private boolean ended;
    private boolean isToldOfDropped;

    private MediaSocket(Receiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Opens sockets.
     *
     * @param client opens them; an upgrade takes as long as the application takes
     * @return a dialer
     */
    public static Dialer with(HttpClient client) {
        return (url, authToken, receiver) -> {
            MediaSocket media = new MediaSocket(receiver);
            WebSocket.Builder builder = client.newWebSocketBuilder();
            if (authToken != null) {
                builder.header("x-telnyx-streaming-auth-token", authToken);
            }
            CompletableFuture<MediaLink> opened = new CompletableFuture<>();
            CompletableFuture<WebSocket> unused = builder.buildAsync(url, media.new Incoming())
                    .whenComplete((socket, failure) -> {
                        if (failure != null) {
                            opened.completeExceptionally(refused(url, failure));
                        } else if (!opened.complete(media.opened(socket))) {
                            media.abort();
                        }
                    });
            return opened;
        };
    }

    private static LinkRefused refused(URI url, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
            int status = refused.getResponse().statusCode();
            return new LinkRefused(shown(url) + " answered the upgrade with status " + status, status);
        }
        if (cause instanceof ConnectException) {
            return new LinkRefused("nobody listens at " + url.getHost() + " port " + port(url), 0);
        }
        String more = cause.getMessage() == null ? "" : ", " + cause.getMessage();
        return new LinkRefused(
                shown(url) + " could not be opened: " + cause.getClass().getSimpleName() + more, 0);
    }

    /** The address without what may be a secret: the query, and all but the first part of the path. */
    static String shown(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        int second = path.indexOf('/', 1);
        return url.getScheme() + "://" + url.getHost() + ":" + port(url)
                + (second < 0 ? path : path.substring(0, second) + "/…");
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("wss") ? 443 : 80;
    }

    private MediaSocket opened(WebSocket open) {
        synchronized (lock) {
            socket = open;
        }
        sendNext();
        return this;
    }

    @Override
    public void send(String text) {
        enqueue(new Outgoing(Outgoing.Kind.TEXT, text, 0));
    }

    @Override
    public void ping(String payload) {
        enqueue(new Outgoing(Outgoing.Kind.PING, payload, 0));
    }

    @Override
    public void close(int code) {
        enqueue(new Outgoing(Outgoing.Kind.CLOSE, "", code));
    }

    @Override
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

    private void enqueue(Outgoing message) {
        boolean isFirstDropped = false;
        synchronized (lock) {
            if (ended) {
                return;
            }
            if (message.kind() == Outgoing.Kind.CLOSE || unsent.size() < MAX_UNSENT) {
                unsent.add(message);
            } else if (isToldOfDropped) {
                return;
            } else {
                isToldOfDropped = true;
                isFirstDropped = true;
            }
        }
        if (isFirstDropped) {
            receiver.onDropped();
        } else {
            sendNext();
        }
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
        CompletableFuture<WebSocket> unused = next.over(open).whenComplete((done, failure) -> {
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

    private record Outgoing(Kind kind, String text, int closeCode) {
        private enum Kind {
            TEXT,
            PING,
            CLOSE
        }

        CompletableFuture<WebSocket> over(WebSocket socket) {
            return switch (kind) {
                case TEXT -> socket.sendText(text, true);
                case PING -> socket.sendPing(StandardCharsets.UTF_8.encode(text));
                case CLOSE -> socket.sendClose(closeCode, "");
            };
        }
    }

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
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            receiver.onPong(StandardCharsets.UTF_8.decode(message).toString());
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
