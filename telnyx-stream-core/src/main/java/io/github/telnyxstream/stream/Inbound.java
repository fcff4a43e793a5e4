package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.JitterBuffer;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.event.UnknownEvent;
import io.github.telnyxstream.stream.wire.EventReader;
import io.github.telnyxstream.stream.wire.EventSink;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** From the text of the socket to events in order: what belongs to the stream, when it may come, and what is amiss. */
final class Inbound implements EventSink {
    /** Of different texts; there are not as many. */
    private static final int MAX_ODDITIES = 64;

    private static final VarHandle LAST_MESSAGE =
            VarHandles.of(MethodHandles.lookup(), Inbound.class, "lastMessageNanos", long.class);

    private final EventReader reader = new EventReader();
    private final MediaPool pool;

    @GuardedBy("this")
    private final Set<String> oddities = new HashSet<>();

    private final AcceptorOptions options;
    private final Sink sink;
    private final TrackOrder[] ordering = new TrackOrder[Track.values().length];
    /** What the reader writes to; used by the thread that brings messages. */
    private MediaMessage toFill;
    /** It was passed on, and may have come back since. */
    private boolean isFilled;

    private final long openedNanos;
    private volatile long lastMessageNanos;

    @GuardedBy("this")
    private boolean connected;

    @GuardedBy("this")
    private @Nullable StartEvent start;

    @GuardedBy("this")
    private boolean stopped;

    @GuardedBy("this")
    private long framesReceived;

    /** Takes what is in order. Called with this object's lock held, so it must only hand over. */
    interface Sink {
        void connected(ConnectedEvent event);

        /** A start has come and is going to be looked at. Called without any lock. */
        void starting(StartEvent event);

        void started(StartEvent event);

        /** Takes the message over. With the time of the last message: asking for it takes longer than most of what is done here. */
        void media(MediaMessage media, long nowNanos);

        void dtmf(DtmfEvent event);

        void mark(MarkEvent event);

        void error(ErrorEvent event);

        void stopped(StopEvent event);

        void unknown(UnknownEvent event);

        void problem(ProtocolProblem problem);

        void failed(StreamFailure.Kind kind, String message);
    }

    Inbound(AcceptorOptions options, MediaPool pool, Sink sink) {
        this.pool = pool;
        this.toFill = pool.take();
        this.options = options;
        this.sink = sink;
        this.openedNanos = options.clock().nanoTime();
        this.lastMessageNanos = openedNanos;
        for (Track track : Track.values()) {
            ordering[index(track)] =
                    new TrackOrder(new JitterBuffer<>(options.inbound().reorderWindowFrames(), this::inOrder));
        }
    }

    void onText(String message, long nowNanos) {
        // with every message, and nobody waits to see it: no fence
        LAST_MESSAGE.setRelease(this, nowNanos);
        reader.read(message, this);
    }

    void onText(byte[] utf8, int offset, int lengthBytes, long nowNanos) {
        LAST_MESSAGE.setRelease(this, nowNanos);
        reader.read(utf8, offset, lengthBytes, this);
    }

    // ------------------------------------------------------------------ from the reader

    @Override
    public MediaMessage mediaToFill() {
        if (isFilled) {
            isFilled = false;
            MediaMessage next = pool.take();
            // mostly the same one has come back
            if (next != toFill) {
                toFill = next;
            }
        }
        return toFill;
    }

    @Override
    public synchronized void media(MediaMessage media) {
        if (stopped || !belongs("media", media.streamId())) {
            return;
        }
        framesReceived++;
        media.arrivedAt(lastMessageNanos);
        if (ordering[index(media.track())].offer(media, lastMessageNanos)) {
            isFilled = true;
        }
    }

    private void inOrder(MediaMessage media, int lostBefore) {
        media.addLostBefore(lostBefore);
        sink.media(media, lastMessageNanos);
    }

    @Override
    public void event(StreamEvent event) {
        if (event instanceof StartEvent begin) {
            sink.starting(begin);
        }
        synchronized (this) {
            if (!stopped) {
                accept(event);
            }
        }
    }

    @Override
    public synchronized void oddity(String eventName, String detail) {
        if (oddities.size() < MAX_ODDITIES && oddities.add(detail)) {
            sink.problem(ProtocolProblem.of(Kind.ODD_FIELD, eventName, detail));
        }
    }

    @Override
    public synchronized void malformed(@Nullable String eventName, String reason, long offset, int lengthBytes) {
        sink.problem(new ProtocolProblem(Kind.MALFORMED_MESSAGE, eventName, reason, offset, lengthBytes));
    }

    @GuardedBy("this")
    private void accept(StreamEvent event) {
        if (event instanceof ConnectedEvent first) {
            acceptConnected(first);
        } else if (event instanceof StartEvent begin) {
            acceptStart(begin);
        } else if (event instanceof UnknownEvent unknown) {
            sink.unknown(unknown);
        } else if (event instanceof ErrorEvent error) {
            sink.error(error);
        } else if (event instanceof DtmfEvent dtmf && belongs("dtmf", dtmf.streamId())) {
            sink.dtmf(dtmf);
        } else if (event instanceof MarkEvent mark && belongs("mark", mark.streamId())) {
            sink.mark(mark);
        } else if (event instanceof StopEvent stop && ends(stop)) {
            stopped = true;
            flush();
            sink.stopped(stop);
        }
    }

    /** A stream that stops before it has started is over all the same. */
    @GuardedBy("this")
    private boolean ends(StopEvent stop) {
        return start == null || belongs("stop", stop.streamId());
    }

    @GuardedBy("this")
    private void acceptConnected(ConnectedEvent event) {
        if (connected) {
            unexpected("connected", "the stream was connected already");
        } else {
            connected = true;
            sink.connected(event);
        }
    }

    @GuardedBy("this")
    private void acceptStart(StartEvent event) {
        if (start != null) {
            unexpected("start", "the stream has started already");
            return;
        }
        start = event;
        sink.started(event);
    }

    @GuardedBy("this")
    private boolean belongs(String eventName, @Nullable String streamId) {
        if (start == null) {
            unexpected(eventName, "the stream has not started");
            return false;
        }
        String own = start.streamId();
        if (own != null && streamId != null && !own.equals(streamId) && !own.equalsIgnoreCase(streamId)) {
            sink.problem(ProtocolProblem.of(Kind.FOREIGN_STREAM, eventName, "it belongs to another stream"));
            return false;
        }
        return true;
    }

    @GuardedBy("this")
    private void unexpected(String eventName, String detail) {
        sink.problem(ProtocolProblem.of(Kind.UNEXPECTED_MESSAGE, eventName, detail));
    }

    /** Nothing is passed on from now on but what waits for a missing frame. */
    synchronized void stop() {
        stopped = true;
        flush();
    }

    /** Passes on what still waits for a missing frame. */
    synchronized void flush() {
        for (TrackOrder order : ordering) {
            order.flush();
        }
    }

    /** Looks at what time alone brings. */
    synchronized void tick(long nowNanos) {
        if (stopped) {
            return;
        }
        for (TrackOrder order : ordering) {
            order.tick(nowNanos);
        }
        if (start == null) {
            if (nowNanos - openedNanos > options.startTimeout().toNanos()) {
                stopped = true;
                sink.failed(
                        StreamFailure.Kind.NO_START,
                        "no start within " + options.startTimeout().toMillis() + " ms after the socket was opened");
            }
            return;
        }
    }

    synchronized long framesReceived() {
        return framesReceived;
    }

    synchronized long sum(ToLongFunction<JitterBuffer<MediaMessage>> counter) {
        long sum = 0;
        for (TrackOrder order : ordering) {
            sum += counter.applyAsLong(order.buffer());
        }
        return sum;
    }

    private static int index(Track track) {
        return track == Track.INBOUND ? 0 : 1;
    }
}
