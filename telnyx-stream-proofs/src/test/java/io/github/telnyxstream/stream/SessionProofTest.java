package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A whole session under all the threads that there may be: the application plays, pushes, interrupts, holds and closes, marks
 * come back, visits are made, sends completed, and the socket breaks or the stream stops. One end, one result for each
 * playback, and one send at a time.
 */
public final class SessionProofTest implements StreamListener {
    private static final String START = "{\"event\":\"start\",\"stream_id\":\"s\",\"start\":{\"call_control_id\":\"c\","
            + "\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}}}";
    private static final String STOP = "{\"event\":\"stop\",\"stream_id\":\"s\",\"stop\":{\"call_control_id\":\"c\"}}";

    private final StillClock clock = new StillClock();
    private final ProofSocket socket = new ProofSocket();
    private final Engine engine = new Engine(
            AcceptorOptions.builder()
                    .clock(clock)
                    .listenerExecutor(Runnable::run)
                    .maxSessions(1)
                    .build(),
            new Workers(Runnable::run));
    private final EngineSession session;
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger lastCalls = new AtomicInteger();
    private final AtomicInteger callsAfterTheLast = new AtomicInteger();

    /** Guards what follows. */
    private final Object lock = new Object();

    private final List<Playback> playbacks = new ArrayList<>();
    private final List<AtomicInteger> results = new ArrayList<>();
    private int marksReturned;

    /** A session whose stream has started. */
    public SessionProofTest() {
        Place place = Objects.requireNonNull(engine.takePlace());
        place.tryOpen();
        Expected expected = new Expected(null, null, null);
        session = new EngineSession(engine, expected, socket, this, MediaWriter.of(expected.outboundFormat()));
        session.takes(place);
        engine.enter(session);
        session.onText(START);
    }

    @Override
    public void onClosed(StreamSession closed, StreamEnd end) {
        ends.incrementAndGet();
    }

    @Override
    public void onFailed(StreamSession failed, StreamFailure failure) {
        ends.incrementAndGet();
    }

    @Override
    public void onEnd(StreamSession ended) {
        lastCalls.incrementAndGet();
    }

    @Override
    public void onMark(StreamSession from, MarkEvent event, MarkOutcome outcome) {
        callsAfterTheLast.addAndGet(lastCalls.get());
    }

    private void remember(Playback playback) {
        AtomicInteger count = new AtomicInteger();
        playback.result().thenAccept(result -> count.incrementAndGet());
        synchronized (lock) {
            playbacks.add(playback);
            results.add(count);
        }
    }

    @Operation
    public void play() {
        remember(session.play(AudioSource.pcm(8_000, new short[320])));
    }

    @Operation
    public void push() {
        LivePlayback live = session.playLive(8_000);
        remember(live);
        live.write(new short[160]);
        live.end();
    }

    @Operation
    public void interrupt() {
        session.interrupt();
    }

    @Operation
    public void holdAndResume() {
        session.hold();
        session.resume();
    }

    @Operation
    public void holdAndDiscard() {
        session.hold();
        session.discard();
    }

    @Operation
    public void mark() {
        session.mark("m");
    }

    /** Telnyx gives back the next mark. */
    @Operation
    public void markReturns() {
        String next = null;
        synchronized (lock) {
            List<String> marks =
                    socket.sent().stream().filter(text -> text.contains("mark")).toList();
            if (marksReturned < marks.size()) {
                next = marks.get(marksReturned++);
            }
        }
        if (next != null) {
            session.onText(next.replace("{\"event\":\"mark\"", "{\"event\":\"mark\",\"stream_id\":\"s\""));
        }
    }

    @Operation
    public void complete() {
        socket.complete();
    }

    @Operation(nonParallelGroup = "ticker")
    public void visit() {
        clock.advanceMillis(20);
        session.tick(clock.nanoTime());
    }

    /** A visit after a send has taken too long, if there is one. */
    @Operation(nonParallelGroup = "ticker")
    public void visitLate() {
        clock.advanceMillis(5_001);
        session.tick(clock.nanoTime());
    }

    @Operation(runOnce = true)
    public void close() {
        session.close();
    }

    @Operation(runOnce = true)
    public void closeEngine() {
        engine.close();
    }

    @Operation(runOnce = true)
    public void breakSocket() {
        session.onClose(1006, "");
    }

    @Operation(runOnce = true)
    public void stop() {
        session.onText(STOP);
    }

    @Validate
    public void everythingHasEndedOnce() {
        socket.completeAll();
        session.tick(clock.nanoTime());
        socket.completeAll();
        session.close();
        session.tick(clock.nanoTime());
        Proof.equal(ends.get(), 1, "terminal callbacks");
        Proof.equal(lastCalls.get(), 1, "last callbacks");
        Proof.equal(callsAfterTheLast.get(), 0, "callbacks after the last");
        // told by its place alone: the checker changes identity hash codes, and with them what sets of sessions find
        Proof.that(engine.takePlace() != null, "its place was not given back");
        Proof.that(engine.takePlace() == null, "its place was given back twice");
        for (int k = 0; k < playbacks.size(); k++) {
            Proof.that(!playbacks.get(k).isActive(), "playback " + k + " is active");
            Proof.equal(results.get(k).get(), 1, "results of playback " + k);
        }
        Proof.that(socket.mostAtOnce() <= 1, "sends at once");
        Proof.that(socket.closes() <= 1 && socket.aborts() <= 1, "times that the socket was left");
    }

    @Test
    void keepsItsPromises() {
        Proof.of(SessionProofTest.class);
    }
}
