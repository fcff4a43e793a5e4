package io.github.telnyxstream.testkit.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * WebSocket pings towards the application. A pong comes when all that was sent before its ping has been read (RFC 6455,
 * section 5.5.3), and so shows who reads too slowly. On the ticker's thread.
 */
final class PingWatch {
    private static final long LATE_NANOS = 1_000_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Deque<Ping> unanswered = new ArrayDeque<>();
    private long sent;
    private boolean wasAnswered;
    private long longestNanos;

    private record Ping(String name, long atNanos) {}

    /** What the next ping says, which is sent now. */
    String next(long nowNanos) {
        Ping ping = new Ping(Long.toString(++sent), nowNanos);
        unanswered.add(ping);
        return ping.name();
    }

    /** A pong answers those before its own ping too; one that nobody asked for answers none. */
    void answered(String name, long nowNanos) {
        if (unanswered.stream().noneMatch(ping -> ping.name().equals(name))) {
            return;
        }
        wasAnswered = true;
        Ping ping;
        do {
            ping = unanswered.removeFirst();
        } while (!ping.name().equals(name));
        longestNanos = Math.max(longestNanos, nowNanos - ping.atNanos());
    }

    /** What is wrong with the answers so far. */
    Optional<String> misuse(long nowNanos) {
        Ping oldest = unanswered.peekFirst();
        long waitingNanos = oldest == null ? 0 : nowNanos - oldest.atNanos();
        long worst = Math.max(waitingNanos, longestNanos);
        if (worst <= LATE_NANOS) {
            return Optional.empty();
        }
        String time = String.format(Locale.ROOT, "%.1f s", worst / NANOS_PER_SECOND);
        return Optional.of(
                wasAnswered
                        ? "the socket is read too slowly: a WebSocket ping was answered " + time
                                + " late, behind what was sent before it; take messages as they come and work elsewhere"
                        : "no WebSocket ping was answered within " + time
                                + ": the socket is not read, or pings are ignored (RFC 6455, 5.5.2)");
    }
}
