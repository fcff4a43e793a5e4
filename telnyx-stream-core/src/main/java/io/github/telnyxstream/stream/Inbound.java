package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.JitterBuffer;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.event.UnknownEvent;
import io.github.telnyxstream.stream.wire.EventReader;
import io.github.telnyxstream.stream.wire.MalformedMessageException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** From the text of the socket to events in order: what belongs to the stream, when it may come, and what is amiss. */
final class Inbound {
    private static final long NO_MEDIA_NANOS = Duration.ofSeconds(3).toNanos();

    private final EventReader reader;
    private final AcceptorOptions options;
    private final Sink sink;
    private final Map<Track, TrackOrder> ordering = new EnumMap<>(Track.class);

    private final long openedNanos;
    private long lastMessageNanos;
    private long startedNanos;
    private boolean connected;
    private @Nullable StartEvent start;
    private boolean stopped;
    private boolean noMediaReported;
    private long framesReceived;

    /** Takes what is in order. Called with this object's lock held, so it must only hand over. */
    interface Sink {
        void connected(ConnectedEvent event);

        void started(StartEvent event);

        void media(MediaEvent event, int lostBefore);

        void dtmf(DtmfEvent event);

        void mark(MarkEvent event);

        void error(ErrorEvent event);

        void stopped(StopEvent event);

        void unknown(UnknownEvent event);

        void problem(ProtocolProblem problem);

        void failed(StreamFailure.Kind kind, String message);
    }

    Inbound(EventReader reader, AcceptorOptions options, Sink sink) {
        this.reader = reader;
        this.options = options;
        this.sink = sink;
        this.openedNanos = options.clock().nanoTime();
        this.lastMessageNanos = openedNanos;
        for (Track track : Track.values()) {
            ordering.put(track, new TrackOrder(new JitterBuffer(options.reorderWindowFrames(), sink::media)));
        }
    }

    void onText(String message) {
        StreamEvent event;
        try {
            event = reader.read(message);
        } catch (MalformedMessageException malformed) {
            synchronized (this) {
                lastMessageNanos = options.clock().nanoTime();
                sink.problem(new ProtocolProblem(
                        Kind.MALFORMED_MESSAGE,
                        malformed.eventName(),
                        malformed.reason(),
                        malformed.offset(),
                        malformed.lengthChars()));
            }
            return;
        }
        synchronized (this) {
            lastMessageNanos = options.clock().nanoTime();
            if (!stopped) {
                accept(event);
            }
        }
    }

    private void accept(StreamEvent event) {
        if (event instanceof MediaEvent media) {
            acceptMedia(media);
        } else if (event instanceof ConnectedEvent first) {
            acceptConnected(first);
        } else if (event instanceof StartEvent begin) {
            acceptStart(begin);
        } else if (event instanceof UnknownEvent unknown) {
            sink.unknown(unknown);
        } else if (event instanceof ErrorEvent error) {
            sink.error(error);
        } else if (event instanceof DtmfEvent dtmf && isOfThisStream("dtmf", dtmf.streamId())) {
            sink.dtmf(dtmf);
        } else if (event instanceof MarkEvent mark && isOfThisStream("mark", mark.streamId())) {
            sink.mark(mark);
        } else if (event instanceof StopEvent stop && isOfThisStream("stop", stop.streamId())) {
            stopped = true;
            flush();
            sink.stopped(stop);
        }
    }

    private void acceptConnected(ConnectedEvent event) {
        if (connected) {
            unexpected("connected", "the stream was connected already");
        } else {
            connected = true;
            sink.connected(event);
        }
    }

    private void acceptStart(StartEvent event) {
        if (start != null) {
            unexpected("start", "the stream has started already");
            return;
        }
        start = event;
        startedNanos = lastMessageNanos;
        sink.started(event);
    }

    private void acceptMedia(MediaEvent media) {
        if (!isOfThisStream("media", media.streamId())) {
            return;
        }
        framesReceived++;
        order(media.track()).offer(media, lastMessageNanos);
    }

    private TrackOrder order(Track track) {
        TrackOrder order = ordering.get(track);
        if (order == null) {
            throw new IllegalStateException("no buffer for track " + track);
        }
        return order;
    }

    private boolean isOfThisStream(String eventName, @Nullable String streamId) {
        if (start == null) {
            unexpected(eventName, "the stream has not started");
            return false;
        }
        String own = start.streamId();
        if (own != null && streamId != null && !own.equalsIgnoreCase(streamId)) {
            sink.problem(ProtocolProblem.of(Kind.FOREIGN_STREAM, eventName, "it belongs to another stream"));
            return false;
        }
        return true;
    }

    private void unexpected(String eventName, String detail) {
        sink.problem(ProtocolProblem.of(Kind.UNEXPECTED_MESSAGE, eventName, detail));
    }

    /** Passes on what still waits for a missing frame. */
    synchronized void flush() {
        ordering.values().forEach(TrackOrder::flush);
    }

    /** Looks at what time alone brings. */
    synchronized void tick(long nowNanos) {
        if (stopped) {
            return;
        }
        ordering.values().forEach(order -> order.tick(nowNanos));
        if (start == null) {
            if (nowNanos - openedNanos > options.startTimeout().toNanos()) {
                stopped = true;
                sink.failed(
                        StreamFailure.Kind.NO_START,
                        "no start within " + options.startTimeout().toMillis() + " ms after the socket was opened");
            }
            return;
        }
        if (framesReceived == 0 && !noMediaReported && nowNanos - startedNanos > NO_MEDIA_NANOS) {
            noMediaReported = true;
            sink.problem(ProtocolProblem.of(
                    Kind.NO_MEDIA,
                    "start",
                    "the stream has started and no audio comes: is the call answered, and is stream_track the track"
                            + " that speaks?"));
        }
    }

    synchronized long framesReceived() {
        return framesReceived;
    }

    synchronized long sum(ToLongFunction<JitterBuffer> counter) {
        return ordering.values().stream()
                .map(TrackOrder::buffer)
                .mapToLong(counter)
                .sum();
    }
}
