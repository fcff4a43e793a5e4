package io.github.telnyxstream.testkit;

import io.github.telnyxstream.stream.Finding;
import io.github.telnyxstream.stream.MarkOutcome;
import io.github.telnyxstream.stream.ProtocolProblem;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.event.UnknownEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A listener that remembers everything it is told, alone or around the listener under test, which is told first.
 *
 * <pre>{@code
 * RecordingListener recording = RecordingListener.around(new VoicemailListener());
 * StreamAcceptor acceptor = StreamAcceptor.create(() -> recording);
 * ...
 * assertThat(recording.awaitEnd(Duration.ofSeconds(10))).isTrue();
 * assertThat(recording.failure()).isEmpty();
 * }</pre>
 *
 * <p><b>Threads:</b> thread-safe; lists are copies. Waiting is in real time.
 */
public final class RecordingListener implements StreamListener {
    private final StreamListener inner;
    private final List<StreamEvent> events = new ArrayList<>();
    private final List<MediaFrame> frames = new ArrayList<>();
    private final List<ProtocolProblem> problems = new ArrayList<>();
    private final List<MarkOutcome> markOutcomes = new ArrayList<>();
    private final List<StreamEnd> ends = new ArrayList<>();
    private final List<StreamFailure> failures = new ArrayList<>();
    private final List<StreamFailure> losses = new ArrayList<>();
    private @Nullable StreamSession session;
    private int callsAfterTheEnd;

    /** A listener that only remembers. */
    public RecordingListener() {
        this(new StreamListener() {});
    }

    private RecordingListener(StreamListener inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    /**
     * Remembers what another listener is told. What that one throws comes through.
     *
     * @param inner told first
     * @return the listener to give to the acceptor
     */
    public static RecordingListener around(StreamListener inner) {
        return new RecordingListener(inner);
    }

    // ------------------------------------------------------------------ what was told

    /**
     * Losses of the connection after which the session waited for its call; the start events of those that came back are among
     * the events.
     *
     * @return a copy
     */
    public synchronized List<StreamFailure> losses() {
        return List.copyOf(losses);
    }

    /**
     * The session.
     *
     * @return the session of the first callback, or empty before it
     */
    public synchronized Optional<StreamSession> session() {
        return Optional.ofNullable(session);
    }

    /**
     * Events other than media.
     *
     * @return in the order of the callbacks
     */
    public synchronized List<StreamEvent> events() {
        return List.copyOf(events);
    }

    /**
     * Frames of audio.
     *
     * @return in the order of the callbacks
     */
    public synchronized List<MediaFrame> frames() {
        return List.copyOf(frames);
    }

    /**
     * What the frames hold.
     *
     * @return all samples, one frame behind the other, at the rate of the inbound format
     */
    public synchronized short[] pcm() {
        short[] all =
                new short[frames.stream().mapToInt(frame -> frame.pcm().length).sum()];
        int at = 0;
        for (MediaFrame frame : frames) {
            System.arraycopy(frame.pcm(), 0, all, at, frame.pcm().length);
            at += frame.pcm().length;
        }
        return all;
    }

    /**
     * Reported problems.
     *
     * @return in the order of the callbacks
     */
    public synchronized List<ProtocolProblem> problems() {
        return List.copyOf(problems);
    }

    /**
     * How the returned marks ended.
     *
     * @return one for each mark event, in the same order
     */
    public synchronized List<MarkOutcome> markOutcomes() {
        return List.copyOf(markOutcomes);
    }

    /**
     * The good end.
     *
     * @return what onClosed was told, or empty
     */
    public synchronized Optional<StreamEnd> end() {
        return ends.stream().findFirst();
    }

    /**
     * The bad end.
     *
     * @return what onFailed was told, or empty
     */
    public synchronized Optional<StreamFailure> failure() {
        return failures.stream().findFirst();
    }

    /**
     * How often the end was told; the engine promises once.
     *
     * @return calls of onClosed and onFailed
     */
    public synchronized int endings() {
        return ends.size() + failures.size();
    }

    /**
     * How often anything was told after the end; the engine promises never.
     *
     * @return calls that came after the first onClosed or onFailed
     */
    public synchronized int callsAfterTheEnd() {
        return callsAfterTheEnd;
    }

    // ------------------------------------------------------------------ waiting

    /**
     * Waits for the start event.
     *
     * @param patience how long to wait at most
     * @return false if it did not come in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitStart(Duration patience) throws InterruptedException {
        return await(told -> told.events().stream().anyMatch(StartEvent.class::isInstance), patience);
    }

    /**
     * Waits for frames.
     *
     * @param count how many in all
     * @param patience how long to wait at most
     * @return false if they did not come in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitFrames(int count, Duration patience) throws InterruptedException {
        return await(told -> told.frames().size() >= count, patience);
    }

    /**
     * Waits for the end, good or bad.
     *
     * @param patience how long to wait at most
     * @return false if it did not come in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return await(told -> told.endings() > 0, patience);
    }

    /**
     * Waits for anything; looks again after every callback.
     *
     * @param condition what to wait for; asked with this object
     * @param patience how long to wait at most
     * @return false if it did not become true in time
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized boolean await(Predicate<RecordingListener> condition, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.test(this)) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    // ------------------------------------------------------------------ being told

    private synchronized void remember(StreamSession from, Runnable what) {
        if (!ends.isEmpty() || !failures.isEmpty()) {
            callsAfterTheEnd++;
        }
        session = from;
        what.run();
        notifyAll();
    }

    @Override
    public void onConnected(StreamSession from, ConnectedEvent event) {
        inner.onConnected(from, event);
        remember(from, () -> events.add(event));
    }

    @Override
    public void onStart(StreamSession from, StartEvent event) {
        inner.onStart(from, event);
        remember(from, () -> events.add(event));
    }

    @Override
    public void onMedia(StreamSession from, MediaFrame frame) {
        inner.onMedia(from, frame);
        remember(from, () -> frames.add(frame));
    }

    @Override
    public void onDtmf(StreamSession from, DtmfEvent event) {
        inner.onDtmf(from, event);
        remember(from, () -> events.add(event));
    }

    @Override
    public void onMark(StreamSession from, MarkEvent event, MarkOutcome outcome) {
        inner.onMark(from, event, outcome);
        remember(from, () -> {
            events.add(event);
            markOutcomes.add(outcome);
        });
    }

    @Override
    public void onError(StreamSession from, ErrorEvent event) {
        inner.onError(from, event);
        remember(from, () -> events.add(event));
    }

    @Override
    public void onUnknown(StreamSession from, UnknownEvent event) {
        inner.onUnknown(from, event);
        remember(from, () -> events.add(event));
    }

    @Override
    public void onProtocolProblem(StreamSession from, ProtocolProblem problem) {
        inner.onProtocolProblem(from, problem);
        remember(from, () -> problems.add(problem));
    }

    @Override
    public void onFinding(StreamSession from, Finding finding) {
        inner.onFinding(from, finding);
    }

    @Override
    public void onLost(StreamSession from, StreamFailure loss) {
        inner.onLost(from, loss);
        remember(from, () -> losses.add(loss));
    }

    @Override
    public void onResumed(StreamSession from, StartEvent event) {
        inner.onResumed(from, event);
        remember(from, () -> events.add(event));
    }

    @Override
    public void onStop(StreamSession from, StopEvent event) {
        inner.onStop(from, event);
        remember(from, () -> events.add(event));
    }

    @Override
    public void onClosed(StreamSession from, StreamEnd end) {
        inner.onClosed(from, end);
        remember(from, () -> ends.add(end));
    }

    @Override
    public void onFailed(StreamSession from, StreamFailure failure) {
        inner.onFailed(from, failure);
        remember(from, () -> failures.add(failure));
    }
}
