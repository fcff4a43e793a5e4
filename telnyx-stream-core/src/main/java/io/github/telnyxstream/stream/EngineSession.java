package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.JitterBuffer;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.UnknownEvent;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session: joins the socket, the two directions and the listener, and ends all of them together. */
final class EngineSession implements StreamSession, TransportListener, Ticker.Visited {
    private static final Logger log = LoggerFactory.getLogger(EngineSession.class);
    private static final int NORMAL = 1000;
    private static final int NO_STATUS = 1005;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;
    private static final int MAX_MARK_CHARS = 1000;

    private final Engine engine;
    private final Engine.Expected expected;
    private final StreamTransport transport;
    private final StreamListener listener;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Player player;
    private final MediaFormat outboundFormat;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger problemsWaiting = new AtomicInteger();
    private final AtomicLong problems = new AtomicLong();
    private final AtomicLong listenerFailures = new AtomicLong();
    private volatile @Nullable StartEvent start;
    private volatile @Nullable MediaDecoder decoder;
    private Runnable stopTicking = () -> {};

    EngineSession(Engine engine, Engine.Expected expected, StreamTransport transport, StreamListener listener) {
        this.engine = engine;
        this.expected = expected;
        this.transport = transport;
        this.listener = listener;
        StreamOptions options = engine.options();
        StreamSettings settings = expected.settings();
        this.outboundFormat = settings == null ? MediaFormat.PCMU : settings.outboundFormat();
        this.mailbox = new Mailbox(engine.listenerExecutor(), options.maxWaitingFrames(), this::deliverMedia);
        this.outbox = new Outbox(transport, engine.workers(), options.clock(), this::sendFailed);
        this.inbound = new Inbound(engine.reader(), options, new InboundSink());
        this.outbound = new Outbound(options, engine.workers(), mailbox, outbox, outboundFormat, new OutboundEvents());
        this.player = new Player(options, outbound, outbox, mailbox, outboundFormat);
    }

    /** Begins to be visited; before anything arrives. */
    void open() {
        stopTicking = engine.ticker().add(this);
    }

    // ------------------------------------------------------------------ the socket

    @Override
    public void onText(String message) {
        if (!ended.get()) {
            inbound.onText(message);
        }
    }

    @Override
    public void onBinary(int lengthBytes) {
        problem(new ProtocolProblem(
                Kind.BINARY_MESSAGE, null, "a binary message of " + lengthBytes + " bytes", -1, lengthBytes));
    }

    @Override
    public void onClose(int code, String reason) {
        inbound.flush();
        if (code == NORMAL || code == NO_STATUS || code == GOING_AWAY) {
            end(new StreamEnd(StreamEnd.Kind.CLOSED_BY_PEER, code, reason));
        } else {
            fail(new StreamFailure(
                    StreamFailure.Kind.CONNECTION_LOST, "the socket was closed with code " + code, null));
        }
    }

    @Override
    public void onError(Throwable cause) {
        inbound.flush();
        fail(new StreamFailure(StreamFailure.Kind.TRANSPORT_ERROR, "the socket is broken: " + cause, cause));
    }

    private void sendFailed(Throwable cause) {
        fail(new StreamFailure(StreamFailure.Kind.TRANSPORT_ERROR, "a message could not be sent: " + cause, cause));
    }

    @Override
    public void tick(long nowNanos) {
        inbound.tick(nowNanos);
        outbound.pump(nowNanos);
        Duration limit = engine.options().sendTimeout();
        if (outbox.sendingForNanos(nowNanos) > limit.toNanos()) {
            engine.workers()
                    .execute(() -> fail(new StreamFailure(
                            StreamFailure.Kind.SEND_TIMEOUT,
                            "a message was not taken within " + limit.toSeconds() + " s: the peer has stopped reading",
                            null)));
        }
    }

    // ------------------------------------------------------------------ what arrives

    private final class InboundSink implements Inbound.Sink {
        @Override
        public void connected(ConnectedEvent event) {
            String shown = expected.shownToken();
            String repeated = event.authToken();
            if (shown != null && repeated != null && !isEqual(shown, repeated)) {
                refuse("the token of the connected event is not that of the upgrade request");
                return;
            }
            post(() -> listener.onConnected(EngineSession.this, event));
        }

        @Override
        public void started(StartEvent event) {
            String call = expected.callControlId();
            if (call != null && !call.equals(event.callControlId())) {
                refuse("the stream belongs to another call than its token");
                return;
            }
            begin(event);
        }

        @Override
        public void media(MediaEvent event, int lostBefore) {
            mailbox.postMedia(event, lostBefore);
        }

        @Override
        public void dtmf(DtmfEvent event) {
            post(() -> listener.onDtmf(EngineSession.this, event));
        }

        @Override
        public void mark(MarkEvent event) {
            outbound.markReturned(event);
        }

        @Override
        public void error(ErrorEvent event) {
            log.warn("Telnyx objects: {} {} {}", event.code(), event.title(), event.likelyCause());
            post(() -> listener.onError(EngineSession.this, event));
        }

        @Override
        public void stopped(StopEvent event) {
            post(() -> listener.onStop(EngineSession.this, event));
            end(new StreamEnd(StreamEnd.Kind.STOPPED, -1, ""));
            closeSocket(NORMAL, "");
        }

        @Override
        public void unknown(UnknownEvent event) {
            post(() -> listener.onUnknown(EngineSession.this, event));
        }

        @Override
        public void problem(ProtocolProblem problem) {
            EngineSession.this.problem(problem);
        }

        @Override
        public void failed(StreamFailure failure) {
            engine.workers().execute(() -> fail(failure));
        }
    }

    private static boolean isEqual(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private void begin(StartEvent event) {
        StreamSettings settings = expected.settings();
        ByteOrder order = settings == null ? ByteOrder.LITTLE_ENDIAN : settings.inboundByteOrder();
        Optional<MediaFormat> format = event.format().toMediaFormat(order);
        if (format.isEmpty()) {
            unsupported("audio was announced that is not known here: " + event.format(), null);
            return;
        }
        try {
            decoder = new MediaDecoder(format.get());
        } catch (CodecException noCodec) {
            unsupported(String.valueOf(noCodec.getMessage()), noCodec);
            return;
        }
        start = event;
        post(() -> listener.onStart(this, event));
        outbound.start();
    }

    private void unsupported(String message, @Nullable Throwable cause) {
        fail(new StreamFailure(StreamFailure.Kind.UNSUPPORTED_FORMAT, message, cause));
    }

    private void refuse(String message) {
        log.warn("A stream was refused: {}", message);
        finish(
                "the stream was refused",
                () -> listener.onFailed(this, new StreamFailure(StreamFailure.Kind.UNAUTHORISED, message, null)));
        closeSocket(POLICY_VIOLATION, "not the expected stream");
    }

    private void deliverMedia(MediaEvent event, int lostBefore) {
        MediaDecoder current = decoder;
        if (current == null) {
            return;
        }
        MediaFrame frame;
        try {
            frame = current.decode(event, lostBefore);
        } catch (CodecException broken) {
            problem(ProtocolProblem.of(Kind.UNDECODABLE_AUDIO, "media", String.valueOf(broken.getMessage())));
            return;
        }
        call(() -> listener.onMedia(this, frame));
    }

    private void problem(ProtocolProblem problem) {
        problems.incrementAndGet();
        if (problemsWaiting.incrementAndGet() > ProtocolProblem.MAX_WAITING) {
            problemsWaiting.decrementAndGet();
            return;
        }
        post(() -> {
            problemsWaiting.decrementAndGet();
            listener.onProtocolProblem(this, problem);
        });
    }

    private void post(Runnable callback) {
        mailbox.post(() -> call(callback));
    }

    private void call(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error thrown) {
            listenerFailures.incrementAndGet();
            log.error("A stream listener threw; the session goes on", thrown);
        }
    }

    // ------------------------------------------------------------------ what is sent

    private final class OutboundEvents implements Outbound.Events {
        @Override
        public void audioReady() {
            engine.ticker().wake(EngineSession.this);
        }

        @Override
        public void markReturned(MarkEvent event, MarkOutcome outcome) {
            post(() -> listener.onMark(EngineSession.this, event, outcome));
        }

        @Override
        public void markMismatch(String detail) {
            problem(ProtocolProblem.of(Kind.MARK_MISMATCH, "mark", detail));
        }
    }

    @Override
    public Playback play(AudioSource source) {
        return player.play(source);
    }

    @Override
    public LivePlayback playLive(int sampleRateHz) {
        return player.playLive(sampleRateHz);
    }

    @Override
    public boolean send(MediaFrame frame) {
        return player.send(frame);
    }

    @Override
    public boolean mark(String name) {
        if (name.length() > MAX_MARK_CHARS) {
            throw new IllegalArgumentException(
                    "name has " + name.length() + " characters, at most " + MAX_MARK_CHARS + " are taken");
        }
        return outbound.mark(name);
    }

    @Override
    public boolean interrupt() {
        return outbound.interrupt();
    }

    // ------------------------------------------------------------------ the end

    @Override
    public void close() {
        end(new StreamEnd(StreamEnd.Kind.CLOSED_BY_APPLICATION, -1, ""));
        closeSocket(NORMAL, "");
    }

    private void closeSocket(int code, String reason) {
        engine.workers().execute(() -> transport.close(code, reason));
    }

    private void end(StreamEnd end) {
        finish("the stream has ended", () -> listener.onClosed(this, end));
    }

    private void fail(StreamFailure failure) {
        if (!ended.get()) {
            log.warn("A stream failed: {}", failure.message());
        }
        finish(failure.message(), () -> listener.onFailed(this, failure));
        transport.abort();
    }

    private void finish(String reason, Runnable lastCallback) {
        if (ended.compareAndSet(false, true)) {
            stopTicking.run();
            outbound.end(reason);
            outbox.close();
            mailbox.close(() -> {
                call(lastCallback);
                engine.sessionEnded(this);
            });
        }
    }

    // ------------------------------------------------------------------ what it is

    @Override
    public Optional<StartEvent> start() {
        return Optional.ofNullable(start);
    }

    @Override
    public Optional<String> callControlId() {
        return start().map(StartEvent::callControlId);
    }

    @Override
    public MediaFormat inboundFormat() {
        MediaDecoder current = decoder;
        if (current == null) {
            throw new IllegalStateException("the stream has not started");
        }
        return current.format();
    }

    @Override
    public MediaFormat outboundFormat() {
        return outboundFormat;
    }

    @Override
    public Optional<StreamSettings> settings() {
        return Optional.ofNullable(expected.settings());
    }

    @Override
    public StreamStatistics statistics() {
        return new StreamStatistics(
                inbound.framesReceived(),
                inbound.sum(JitterBuffer::lost),
                inbound.sum(JitterBuffer::reordered),
                inbound.sum(JitterBuffer::duplicated),
                mailbox.dropped(),
                problems.get(),
                outbound.framesSent(),
                outbound.underruns(),
                listenerFailures.get());
    }

    @Override
    public String toString() {
        StartEvent event = start;
        return "StreamSession[" + (event == null ? "not started" : Objects.toString(event.streamId())) + "]";
    }
}
