package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.examples.simulation.WrongApplication.Weakness;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;

/** What a wrong application does at every frame that it is sent, and behind {@code stop}. */
final class BadManners {
    private static final Set<Weakness> TALK_FRAME_BY_FRAME =
            EnumSet.of(Weakness.MARKS_EVERY_FRAME, Weakness.CLEARS_BEFORE_EVERY_FRAME, Weakness.CLEARS_AND_TALKS_ON);
    private static final int MOST_FRAMES = 250;
    private static final long FRAME_MILLIS = 20;
    private static final long SLOW_MILLIS = 3 * FRAME_MILLIS;

    private final Weakness weakness;
    private final CountDownLatch ended;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private int frames;
    private boolean hasCleared;

    BadManners(Weakness weakness, CountDownLatch ended) {
        this.weakness = weakness;
        this.ended = ended;
    }

    /** Whether it says its greeting as it hears, and not at once. */
    boolean talksFrameByFrame() {
        return TALK_FRAME_BY_FRAME.contains(weakness);
    }

    /** At a frame that came, in which the caller is loud or not. */
    void frame(WebSocket socket, boolean isLoud) {
        if (weakness == Weakness.READS_TOO_SLOWLY) {
            readSlowly();
        } else if (talksFrameByFrame() && ++frames <= MOST_FRAMES) {
            boolean interrupts = weakness == Weakness.CLEARS_AND_TALKS_ON && isLoud && !hasCleared;
            if (interrupts || weakness == Weakness.CLEARS_BEFORE_EVERY_FRAME) {
                hasCleared = true;
                socket.send("{\"event\":\"clear\"}");
            }
            WrongApplication.say(socket, frame());
            if (weakness == Weakness.MARKS_EVERY_FRAME) {
                mark(socket, "frame-" + frames);
            }
        }
    }

    private void readSlowly() {
        try {
            boolean unused = ended.await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends on until the socket is closed. */
    void stopped(WebSocket socket) {
        if (weakness == Weakness.SENDS_ON_AFTER_STOP) {
            ScheduledFuture<?> unused =
                    timer.scheduleAtFixedRate(() -> sendOn(socket), 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void sendOn(WebSocket socket) {
        if (socket.isOpen()) {
            WrongApplication.say(socket, frame());
        }
    }

    static void mark(WebSocket socket, String name) {
        socket.send("{\"event\":\"mark\",\"mark\":{\"name\":\"" + name + "\"}}");
    }

    private static byte[] frame() {
        int voiced = WrongApplication.VOICED;
        return Arrays.copyOfRange(WrongApplication.speech(MediaFormat.PCMU, 1), voiced, voiced + 160);
    }

    void end() {
        timer.shutdownNow();
    }
}
