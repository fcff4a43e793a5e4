package io.github.telnyxstream.benchmarks.attack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A call beside the attack: says a frame each 20 ms to an application that says it back, and counts what comes. */
final class EchoCaller implements WebSocket.Listener {
    private static final long PTIME_NANOS = 20_000_000;
    private static final long LAST_CHANCE_NANOS = 1_000_000_000;

    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicLong lastNanos = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private boolean isMedia;

    /** What has come of the frames that were said. */
    record Outcome(int said, int heard, long longestGapMillis) {}

    static String start(int number) {
        return "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"s-" + number
                + "\",\"start\":{\"call_control_id\":\"v3:" + number + "\",\"media_format\":{\"encoding\":\"PCMU\","
                + "\"sample_rate\":8000,\"channels\":1}}}";
    }

    static Outcome call(HttpClient client, int port, int frames) {
        EchoCaller caller = new EchoCaller();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/media/echo"), caller)
                .join();
        socket.sendText("{\"event\":\"connected\",\"version\":\"1.0.0\"}", true).join();
        socket.sendText(start(1), true).join();
        String payload = Base64.getEncoder().encodeToString(new byte[160]);
        long begin = System.nanoTime();
        caller.lastNanos.set(begin);
        for (int n = 1; n <= frames; n++) {
            socket.sendText(
                            "{\"event\":\"media\",\"sequence_number\":\"" + (n + 1)
                                    + "\",\"stream_id\":\"s-1\",\"media\":"
                                    + "{\"track\":\"inbound\",\"chunk\":\"" + n + "\",\"timestamp\":\"" + n * 20
                                    + "\",\"payload\":\"" + payload + "\"}}",
                            true)
                    .join();
            waitUntil(begin + n * PTIME_NANOS);
        }
        waitUntil(System.nanoTime() + LAST_CHANCE_NANOS);
        Outcome outcome = new Outcome(frames, caller.heard.get(), caller.longestNanos.get() / 1_000_000);
        socket.abort();
        return outcome;
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        isMedia |= data.toString().startsWith("{\"event\":\"media\"");
        if (last) {
            if (isMedia) {
                long now = System.nanoTime();
                longestNanos.accumulateAndGet(now - lastNanos.getAndSet(now), Math::max);
                heard.incrementAndGet();
            }
            isMedia = false;
        }
        socket.request(1);
        return null;
    }
}
