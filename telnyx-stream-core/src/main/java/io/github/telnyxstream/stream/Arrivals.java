package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.UnknownEvent;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What arrives on a session and in which room of it that is dealt with: the beginning, frames, keys, marks, the stop. */
final class Arrivals implements Inbound.Sink {
    private final EngineSession session;
    private final Line line;
    private final Engine engine;
    private final Expected expected;
    private volatile boolean started;
    /** Of the message that is being read, by the one thread that brings messages. */
    private int arrivingBytes;

    private boolean pumpDue;

    Arrivals(EngineSession session, Line line, Engine engine, Expected expected) {
        this.session = session;
        this.line = line;
        this.engine = engine;
        this.expected = expected;
    }

    /** The next message has so many bytes. */
    void arriving(int lengthBytes) {
        arrivingBytes = lengthBytes;
    }

    boolean hasStarted() {
        return started;
    }

    /** Whether the message has brought the start, so that what waits may leave: to be asked without a lock. */
    boolean takePumpDue() {
        boolean due = pumpDue;
        pumpDue = false;
        return due;
    }

    @Override
    public void connected(ConnectedEvent event) {
        String objection = expected.objectionTo(event);
        if (objection != null) {
            refuse(objection);
        } else if (session.line().equals(line)) {
            session.diagnosis().connected();
            postEvent(l -> l.onConnected(session, event));
        }
    }

    /** A socket that comes for the call of an open session is refused alone. */
    private void refuse(String objection) {
        if (!session.lines().drop(line)) {
            session.ending().refuse(objection);
        }
    }

    @Override
    public void starting(StartEvent event) {
        if (!started && expected.objectionTo(event) == null) {
            session.lines().starting(line);
        }
    }

    @Override
    public void started(StartEvent event) {
        String objection = expected.objectionTo(event);
        if (objection != null) {
            refuse(objection);
        } else if (session.line().equals(line)) {
            begin(event);
        }
    }

    @Override
    public void media(MediaMessage media, long nowNanos) {
        session.diagnosis().frameArrived(media.track(), media.payloadBytes(), nowNanos);
        session.calls().postMedia(media);
    }

    @Override
    public void dtmf(DtmfEvent event) {
        session.diagnosis().note("a key was pressed");
        session.listening().pressed(event);
    }

    @Override
    public void mark(MarkEvent event) {
        session.outbound().markReturned(event);
    }

    @Override
    public void error(ErrorEvent event) {
        session.diagnosis().telnyxObjects(event);
        postEvent(l -> l.onError(session, event));
    }

    @Override
    public void stopped(StopEvent event) {
        if (session.lines().drop(line)) {
            return;
        }
        session.diagnosis().note("stop");
        session.listening().end();
        postEvent(l -> l.onStop(session, event));
        session.ending().close(StreamEnd.Kind.STOPPED, "the stream has stopped");
    }

    @Override
    public void unknown(UnknownEvent event) {
        postEvent(l -> l.onUnknown(session, event));
    }

    @Override
    public void problem(ProtocolProblem problem) {
        session.calls().problem(problem);
    }

    @Override
    public void failed(StreamFailure.Kind kind, String message) {
        if (session.lines().drop(line)) {
            return;
        }
        session.ending().fail(kind, message, null);
    }

    private void begin(StartEvent event) {
        started = true;
        boolean isResumed = session.started(event);
        InboundFormat inboundFormat = InboundFormat.of(event.format(), expected.settings());
        String doubt = inboundFormat.doubt();
        MediaFormat format = inboundFormat.format();
        if (isResumed) {
            session.diagnosis().resumed(event.format(), format);
        } else {
            session.diagnosis().started(event.format(), format, session.now());
        }
        if (format == null) {
            unsupported(String.valueOf(doubt), null);
            return;
        }
        if (doubt != null) {
            session.calls().problem(ProtocolProblem.of(Kind.DOUBTFUL_FORMAT, "start", doubt));
        }
        if (isAtHand(format)) {
            MediaDecoder decoder = decoder(format);
            if (decoder != null) {
                hearIn(decoder, isResumed);
            }
        } else {
            session.calls()
                    .mailbox()
                    .postElsewhere(engine.workers().setup(), () -> hearAfterLoading(format, isResumed));
        }
        pumpDue = true;
        if (isResumed) {
            session.lines().resumed(event);
        } else {
            postEvent(l -> l.onStart(session, event));
        }
    }

    /**
     * Whether its codec is one of our own. Others may be looked for on disk, and natives loaded: neither the server's thread
     * waits for that, nor the ticker, nor whoever runs the listener; what arrives meanwhile waits in the mailbox.
     */
    private static boolean isAtHand(MediaFormat format) {
        return !format.isVariableSize();
    }

    /** In the mailbox's turn. */
    private void hearAfterLoading(MediaFormat format, boolean isResumed) {
        MediaDecoder decoder = decoder(format);
        if (decoder == null) {
            // who was told of no start is told of nothing that came behind it
            session.calls().mailbox().discard();
        } else if (isResumed) {
            session.decodeAnew(decoder);
        } else {
            begin(decoder);
            session.outbound().pump();
        }
    }

    private void hearIn(MediaDecoder decoder, boolean isResumed) {
        if (isResumed) {
            // behind what the other socket has brought
            session.calls().mailbox().post(() -> session.decodeAnew(decoder));
        } else {
            begin(decoder);
        }
    }

    private void begin(MediaDecoder decoder) {
        session.calls().decodeWith(decoder);
        session.listening().started(decoder.format());
        session.outbound().start();
    }

    /** Null when there is none, and the session is over. */
    private @Nullable MediaDecoder decoder(MediaFormat format) {
        try {
            MediaDecoder decoder =
                    new MediaDecoder(format, engine.options().inbound().isLossConcealed(), this::byteOrderFound);
            if (!expected.isInboundOnly()) {
                decoder.expectOutbound();
            }
            return decoder;
        } catch (CodecException noCodec) {
            unsupported(String.valueOf(noCodec.getMessage()), noCodec);
        } catch (RuntimeException | Error broken) {
            unsupported("the codec of " + format.encoding().wireName() + " cannot be had", broken);
        }
        return null;
    }

    void tellKey(DtmfEvent event) {
        postEvent(l -> l.onDtmf(session, event));
    }

    private void postEvent(Consumer<StreamListener> callback) {
        if (!session.calls().postEvent(arrivingBytes, callback)) {
            session.overrun("more waits for the listener than may: it is blocked, or the peer sends too much");
        }
    }

    private void byteOrderFound(ByteOrder order) {
        String detail = "L16 arrives " + (order.equals(ByteOrder.BIG_ENDIAN) ? "big" : "little")
                + "-endian, and it was read in the other order until now (StreamSettings.inboundByteOrder)";
        session.diagnosis().found(Finding.Kind.L16_BYTE_ORDER, detail);
        session.calls().problem(ProtocolProblem.of(Kind.BYTE_ORDER, "media", detail));
    }

    private void unsupported(String message, @Nullable Throwable cause) {
        session.ending().fail(StreamFailure.Kind.UNSUPPORTED_FORMAT, message, cause);
    }
}
