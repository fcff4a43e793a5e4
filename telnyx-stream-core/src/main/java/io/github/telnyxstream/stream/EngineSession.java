package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.InboundPcm;
import io.github.telnyxstream.stream.audio.JitterBuffer;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.UnknownEvent;
import io.github.telnyxstream.stream.event.WireText;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session: joins the socket, the two directions and the listener, and ends all of them together. */
final class EngineSession implements StreamSession, TransportListener, Ticker.Visited, Diagnosis.Counters {
    private static final Logger log = LoggerFactory.getLogger(EngineSession.class);
    private static final int NORMAL = 1000;
    private static final int NO_STATUS = 1005;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;
    private static final long MIN_IDLE_NANOS = 20_000_000;
    private static final long MAX_IDLE_NANOS = 500_000_000;

    private final Engine engine;
    private volatile @Nullable Place place;
    private final Expected expected;
    private final SocketExit exit;
    private final ListenerCalls calls;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Player player;
    private final SignsOfLife signs;
    private final Diagnosis diagnosis;
    private final Listening listening;
    private final MediaFormat outboundFormat;

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable StartEvent start;
    private final boolean listenerPrompt;
    private final long idleNanos;
    private final long sendTimeoutNanos;
    private volatile Ticker.@Nullable Seat seat;
    /** Of the message that is being read, by the one thread that brings messages. */
    private int arrivingBytes;

    private @Nullable Prepared prepared;
    /** When frames will be due; 0 when nothing waits. The ticker's. */
    private long dueNanos;

    private volatile long endedNanos;
    private volatile @Nullable String ending;

    EngineSession(Engine engine, Expected expected, StreamTransport transport, StreamListener listener) {
        this.engine = engine;
        this.expected = expected;
        this.exit = new SocketExit(transport, engine);
        AcceptorOptions options = engine.options();
        StreamSettings settings = expected.settings();
        this.outboundFormat = settings == null ? MediaFormat.PCMU : settings.outboundFormat();
        MediaPool pool = new MediaPool();
        this.diagnosis = new Diagnosis(options, settings, this::tellFinding);
        this.calls = new ListenerCalls(this, listener, engine, pool, diagnosis);
        this.mailbox = calls.mailbox();
        this.listenerPrompt = listener instanceof StreamListener.NonBlocking;
        this.idleNanos = idleNanos(options);
        this.sendTimeoutNanos = options.sendTimeout().toNanos();
        this.outbox = new Outbox(
                transport,
                engine.workers().senders(),
                options.clock(),
                this::sendFailed,
                diagnosis.tally().observer());
        this.inbound = new Inbound(options, pool, new InboundSink());
        OutboundMode mode = settings == null ? OutboundMode.RTP : settings.outboundMode();
        this.outbound = new Outbound(engine, outbox, outboundFormat, mode, new OutboundCalls());
        OutboundTap tap = mode == OutboundMode.RTP ? new OutboundTap(outboundFormat, options.clock()) : null;
        if (tap != null) {
            outbox.listenWith(tap);
        }
        this.listening = new Listening(engine, diagnosis, mailbox, tap, this::visitWithin, this::tellKey);
        calls.listenWith(listening);
        this.signs = new SignsOfLife(options);
        this.player = new Player(options, outbound, mailbox, outboundFormat, mode);
    }

    /** From now on the place is given back with the last callback. */
    void takes(Place place) {
        this.place = place;
    }

    @Nullable
    Place place() {
        return place;
    }

    /** Begins to be visited; before anything arrives. */
    void open() {
        String call = expected.callControlId();
        if (call != null) {
            engine.nameCall(this, call);
        }
        diagnosis.tally().observer().onOpened();
        seat = engine.ticker().add(this, idleNanos);
    }

    /** Often enough for the shortest of the time-outs to be kept. */
    private static long idleNanos(AcceptorOptions options) {
        long shortest =
                Math.min(options.startTimeout().toNanos(), options.sendTimeout().toNanos());
        if (!options.silentPeerTimeout().isZero()) {
            shortest = Math.min(shortest, options.silentPeerTimeout().toNanos());
        }
        if (!options.pingInterval().isZero()) {
            shortest = Math.min(shortest, options.pingInterval().toNanos());
        }
        return Math.max(MIN_IDLE_NANOS, Math.min(MAX_IDLE_NANOS, shortest / 8));
    }

    // ------------------------------------------------------------------ the socket

    @Override
    public void onText(String message) {
        if (!ended.get()) {
            signs.seen(now());
            arrivingBytes = message.length();
            inbound.onText(message);
            deliver();
        }
    }

    /** By a thread of the server's, which runs a listener that has promised not to block. */
    private void deliver() {
        if (listenerPrompt) {
            mailbox.goHere();
        } else {
            mailbox.go();
        }
    }

    @Override
    public void onText(byte[] utf8, int offset, int lengthBytes) {
        if (!ended.get()) {
            signs.seen(now());
            arrivingBytes = lengthBytes;
            inbound.onText(utf8, offset, lengthBytes);
            deliver();
        }
    }

    @Override
    public void onBinary(int lengthBytes) {
        if (!ended.get()) {
            signs.seen(now());
            diagnosis.found(Finding.Kind.BINARY_MESSAGE, "one of " + lengthBytes + " bytes");
            calls.problem(new ProtocolProblem(
                    Kind.BINARY_MESSAGE, null, "a binary message of " + lengthBytes + " bytes", -1, lengthBytes));
            deliver();
        }
    }

    @Override
    public void onSignOfLife() {
        signs.seen(now());
    }

    @Override
    public void onUnansweredPing(byte[] payload) {
        signs.seen(now());
        outbox.pong(payload.clone());
    }

    private long now() {
        return engine.options().clock().nanoTime();
    }

    @Override
    public void onClose(int code, String reason) {
        exit.gone();
        inbound.flush();
        if (code == NORMAL || code == NO_STATUS || code == GOING_AWAY) {
            // some servers hand over null
            String text = Objects.requireNonNullElse(reason, "");
            StreamEnd end = new StreamEnd(StreamEnd.Kind.CLOSED_BY_PEER, code, text);
            finish("the socket was closed", end, () -> {});
        } else {
            fail(StreamFailure.Kind.CONNECTION_LOST, "the socket was closed with code " + code, null);
        }
        mailbox.go();
    }

    @Override
    public void onError(Throwable cause) {
        exit.gone();
        inbound.flush();
        fail(StreamFailure.Kind.TRANSPORT_ERROR, "the socket is broken: " + cause, cause);
        mailbox.go();
    }

    private void sendFailed(Throwable cause) {
        fail(StreamFailure.Kind.TRANSPORT_ERROR, "a message could not be sent: " + cause, cause);
        mailbox.go();
    }

    @Override
    public long tick(long nowNanos) {
        if (ended.get()) {
            boolean over = !exit.lookAfter(nowNanos - endedNanos);
            Ticker.Seat own = seat;
            if (over && own != null) {
                own.leave();
            }
            runWaitingCalls();
            return idleNanos;
        }
        inbound.tick(nowNanos);
        if (dueNanos != 0) {
            diagnosis.tally().observer().onPacerVisit(Math.max(0, nowNanos - dueNanos));
        }
        long next = Math.min(idleNanos, outbound.tick(nowNanos));
        dueNanos = next < idleNanos ? nowNanos + next : 0;
        next = Math.min(next, listening.tick(nowNanos));
        outbox.drain();
        watchLife(nowNanos);
        if (outbox.sendingForNanos(nowNanos) > sendTimeoutNanos) {
            long millis = engine.options().sendTimeout().toMillis();
            fail(
                    StreamFailure.Kind.SEND_TIMEOUT,
                    "a message was not taken within " + millis + " ms: the peer has stopped reading",
                    null);
        }
        runWaitingCalls();
        return Math.min(next, outbox.nextLookNanos(nowNanos));
    }

    private void runWaitingCalls() {
        if (mailbox.isAwaitingRun()) {
            // whatever the application's executor does with the thread that calls it, it is not the ticker
            engine.workers().listeners().execute(mailbox::go);
        }
    }

    private void tellFinding(Finding finding) {
        calls.post(l -> l.onFinding(this, finding));
    }

    /** Reports a finding of whoever is not a room of this session, under whatever lock: the next visit brings it. */
    void found(Finding.Kind kind, String detail) {
        diagnosis.found(kind, detail);
    }

    @Override
    public long sendingForNanos() {
        return outbox.sendingForNanos(now());
    }

    @Override
    public long outboxMillis() {
        return outbox.waitingMillis();
    }

    @Override
    public int mailboxFrames() {
        return mailbox.framesWaiting();
    }

    @Override
    public int marksOut() {
        return outbound.marksOut();
    }

    private void watchLife(long nowNanos) {
        diagnosis.look(nowNanos, this);
        if (signs.takePingDue(nowNanos)) {
            outbox.ping();
        }
        if (start != null && signs.isGone(nowNanos)) {
            fail(
                    StreamFailure.Kind.SILENT_PEER,
                    "nothing came for " + engine.options().silentPeerTimeout().toMillis()
                            + " ms, not even an answer to a ping: the connection is half open",
                    null);
        }
    }

    // ------------------------------------------------------------------ what arrives

    private final class InboundSink implements Inbound.Sink {
        @Override
        public void connected(ConnectedEvent event) {
            String objection = expected.objectionTo(event);
            if (objection != null) {
                refuse(objection);
                return;
            }
            diagnosis.connected();
            postEvent(l -> l.onConnected(EngineSession.this, event));
        }

        /** Codecs may be looked for on disk, and natives loaded: not while the ticker has to wait for it. */
        @Override
        public void starting(StartEvent event) {
            if (start == null) {
                prepared = prepare(event);
            }
        }

        @Override
        public void started(StartEvent event) {
            String objection = expected.objectionTo(event);
            if (objection != null) {
                refuse(objection);
                return;
            }
            begin(event);
        }

        @Override
        public void media(MediaMessage media) {
            diagnosis.frameArrived(media.track(), media.payloadBytes(), now());
            calls.postMedia(media);
        }

        @Override
        public void dtmf(DtmfEvent event) {
            diagnosis.note("a key was pressed");
            listening.pressed(event);
        }

        @Override
        public void mark(MarkEvent event) {
            outbound.markReturned(event);
        }

        @Override
        public void error(ErrorEvent event) {
            diagnosis.telnyxObjects(event);
            postEvent(l -> l.onError(EngineSession.this, event));
        }

        @Override
        public void stopped(StopEvent event) {
            diagnosis.note("stop");
            listening.end();
            postEvent(l -> l.onStop(EngineSession.this, event));
            finish("the stream has stopped", new StreamEnd(StreamEnd.Kind.STOPPED, -1, ""));
        }

        @Override
        public void unknown(UnknownEvent event) {
            postEvent(l -> l.onUnknown(EngineSession.this, event));
        }

        @Override
        public void problem(ProtocolProblem problem) {
            calls.problem(problem);
        }

        @Override
        public void failed(StreamFailure.Kind kind, String message) {
            fail(kind, message, null);
        }
    }

    private void begin(StartEvent event) {
        start = event;
        String call = event.callControlId();
        if (call != null) {
            engine.nameCall(this, call);
        }
        Prepared known = prepared == null ? prepare(event) : prepared;
        prepared = null;
        InboundFormat inboundFormat = known.format();
        String doubt = inboundFormat.doubt();
        MediaFormat format = inboundFormat.format();
        diagnosis.started(event.format(), format, now());
        if (format == null) {
            unsupported(String.valueOf(doubt), null);
            return;
        }
        if (doubt != null) {
            calls.problem(ProtocolProblem.of(Kind.DOUBTFUL_FORMAT, "start", doubt));
        }
        MediaDecoder decoder = known.decoder();
        if (decoder == null) {
            CodecException noCodec = known.trouble();
            unsupported(noCodec == null ? "no codec" : String.valueOf(noCodec.getMessage()), noCodec);
            return;
        }
        calls.decodeWith(decoder);
        listening.started(format);
        postEvent(l -> l.onStart(this, event));
        outbound.start();
    }

    /** What a start says will arrive, and what is needed for it. */
    private record Prepared(
            InboundFormat format,
            @Nullable MediaDecoder decoder,
            @Nullable CodecException trouble) {}

    private Prepared prepare(StartEvent event) {
        InboundFormat format = InboundFormat.of(event.format(), expected.settings());
        if (format.format() == null) {
            return new Prepared(format, null, null);
        }
        try {
            boolean concealed = engine.options().inbound().isLossConcealed();
            return new Prepared(format, new MediaDecoder(format.format(), concealed, this::byteOrderFound), null);
        } catch (CodecException noCodec) {
            return new Prepared(format, null, noCodec);
        }
    }

    private void tellKey(DtmfEvent event) {
        postEvent(l -> l.onDtmf(this, event));
    }

    private void postEvent(Consumer<StreamListener> callback) {
        if (!calls.postEvent(arrivingBytes, callback)) {
            overrun("more waits for the listener than may: it is blocked, or the peer sends too much");
        }
    }

    /** Ends a session for whose listener too much waits. */
    void overrun(String message) {
        fail(StreamFailure.Kind.LISTENER_OVERRUN, message, null);
        mailbox.discard();
    }

    long bytesWaiting() {
        return mailbox.bytesWaiting();
    }

    private void byteOrderFound(ByteOrder order) {
        String detail = "L16 arrives " + (order.equals(ByteOrder.BIG_ENDIAN) ? "big" : "little")
                + "-endian, and it was read in the other order until now (StreamSettings.inboundByteOrder)";
        diagnosis.found(Finding.Kind.L16_BYTE_ORDER, detail);
        calls.problem(ProtocolProblem.of(Kind.BYTE_ORDER, "media", detail));
    }

    private void unsupported(String message, @Nullable Throwable cause) {
        fail(StreamFailure.Kind.UNSUPPORTED_FORMAT, message, cause);
    }

    private void refuse(String message) {
        log.warn("A stream was refused: {}", message);
        StreamFailure failure = new StreamFailure(StreamFailure.Kind.UNAUTHORISED, message, null);
        if (finish(
                "the stream was refused",
                l -> l.onFailed(this, failure),
                () -> exit.close(POLICY_VIOLATION, "not the expected stream"))) {
            diagnosis.tally().failed(failure.kind(), endedNanos);
        }
    }

    // ------------------------------------------------------------------ what is sent

    private final class OutboundCalls implements OutboundEvents {
        @Override
        public void dueWithin(long nanos) {
            Ticker.Seat own = seat;
            if (own != null && nanos < idleNanos && !ended.get()) {
                own.visitWithin(nanos);
            }
        }

        @Override
        public void markReturned(MarkEvent event, MarkOutcome outcome) {
            calls.post(l -> l.onMark(EngineSession.this, event, outcome));
        }

        @Override
        public void resultsWait() {
            mailbox.go();
        }

        @Override
        public void frameLeft(int lengthBytes) {
            diagnosis.tally().observer().onFramePaced(lengthBytes);
        }

        @Override
        public void markConfirmed(long lateNanos) {
            diagnosis.markReturned(lateNanos);
        }

        @Override
        public void firstSamples(short[] pcm) {
            diagnosis.firstSamples(pcm);
        }

        @Override
        public void markMismatch(String detail) {
            calls.problem(ProtocolProblem.of(Kind.MARK_MISMATCH, "mark", detail));
        }

        @Override
        public void markOverdue() {
            diagnosis.markOverdue();
            markMismatch("a mark did not come back in time");
        }

        @Override
        public void keptWaiting() {
            diagnosis.found(
                    Finding.Kind.LIVE_LEFT_OPEN, "something waits behind a live playback, or a second one was refused");
        }
    }

    @Override
    public Playback play(AudioSource source, PlaybackOptions options) {
        diagnosis.wantsToPlay(Player.isMp3(source));
        return player.play(source, options);
    }

    @Override
    public Playback playNow(AudioSource source, PlaybackOptions options) {
        diagnosis.wantsToPlay(Player.isMp3(source));
        return player.playNow(source, options);
    }

    @Override
    public LivePlayback playLive(int sampleRateHz, PlaybackOptions options) {
        diagnosis.wantsToPlay(false);
        return player.playLive(sampleRateHz, options);
    }

    @Override
    public boolean send(MediaFrame frame) {
        diagnosis.wantsToPlay(false);
        return player.send(frame);
    }

    @Override
    public boolean mark(String name) {
        return outbound.mark(MarkNames.checked(name));
    }

    @Override
    public boolean interrupt() {
        diagnosis.note("interrupted");
        return outbound.interrupt();
    }

    @Override
    public boolean hold() {
        diagnosis.note("held");
        return outbound.hold();
    }

    @Override
    public boolean resume() {
        diagnosis.note("resumed");
        return outbound.resume();
    }

    @Override
    public boolean discard() {
        diagnosis.note("what was held is discarded");
        return outbound.discard();
    }

    @Override
    public boolean isHeld() {
        return outbound.isHeld();
    }

    // ------------------------------------------------------------------ the end

    @Override
    public void record(CallRecorder recorder) {
        listening.record(recorder);
    }

    @Override
    public InboundPcm inboundPcm(int sampleRateHz) {
        return listening.pcm(sampleRateHz);
    }

    @Override
    public CompletionStage<KeyEntry> collectKeys(KeyRules rules) {
        CompletionStage<KeyEntry> entry = listening.collect(rules);
        visitWithin(rules.firstKeyTimeout().toNanos());
        return entry;
    }

    private void visitWithin(long nanos) {
        Ticker.Seat own = seat;
        if (own != null && nanos != Long.MAX_VALUE) {
            own.visitWithin(nanos);
        }
    }

    @Override
    public void close() {
        finish("the session was closed", new StreamEnd(StreamEnd.Kind.CLOSED_BY_APPLICATION, -1, ""));
        mailbox.go();
    }

    /** Closes with 1001: the session is well, its server leaves (RFC 6455, section 7.4.1). */
    void goAway() {
        StreamEnd end = new StreamEnd(StreamEnd.Kind.CLOSED_BY_APPLICATION, -1, "the server goes away");
        finish("the server goes away", l -> l.onClosed(this, end), () -> exit.close(GOING_AWAY, "going away"));
        mailbox.go();
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Whether its call was known before a word was said. */
    boolean isNamedByItsToken() {
        return expected.callControlId() != null;
    }

    /** A newer socket of the same call has come. Under a lock of another session: what it brings waits for the next visit. */
    void replaced() {
        finish("a newer socket of the same call has come", new StreamEnd(StreamEnd.Kind.REPLACED, -1, ""));
    }

    private void finish(String reason, StreamEnd end) {
        finish(reason, end, () -> exit.close(NORMAL, ""));
    }

    private void finish(String reason, StreamEnd end, Runnable leaveSocket) {
        if (finish(reason, l -> l.onClosed(this, end), leaveSocket)) {
            diagnosis.tally().closed(end.kind(), endedNanos);
            String call = expected.callControlId();
            if (call != null && end.kind() != StreamEnd.Kind.CLOSED_BY_PEER && end.kind() != StreamEnd.Kind.REPLACED) {
                engine.streamEnded(call);
            }
        }
    }

    private void fail(StreamFailure.Kind kind, String message, @Nullable Throwable cause) {
        StreamFailure failure = new StreamFailure(kind, message, cause);
        if (finish(message, l -> l.onFailed(this, failure), exit::abort)) {
            diagnosis.tally().failed(kind, endedNanos);
            log.warn("A stream failed: {}", failure.message());
        }
    }

    /**
     * Ends everything; only the first call counts. The socket is left to a worker: its methods may call back, and this
     * may run under a lock. The last callback is added after that, because with it the workers may be shut down.
     */
    private boolean finish(String reason, Consumer<StreamListener> lastCallback, Runnable leaveSocket) {
        if (ended.get()) {
            return false;
        }
        endedNanos = now();
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        ending = WireText.shown(reason);
        listening.end();
        diagnosis.note("the end: " + ending);
        diagnosis.tally().look(statistics());
        outbound.end(reason);
        outbox.close();
        leaveSocket.run();
        calls.last(lastCallback, () -> engine.sessionEnded(this));
        return true;
    }

    // ------------------------------------------------------------------ what it is

    @Override
    public @Nullable StartEvent start() {
        return start;
    }

    @Override
    public @Nullable String callControlId() {
        String told = expected.callControlId();
        StartEvent event = start;
        return told != null || event == null ? told : event.callControlId();
    }

    @Override
    public @Nullable MediaFormat inboundFormat() {
        MediaDecoder current = calls.decoder();
        return current == null ? null : current.format();
    }

    @Override
    public MediaFormat outboundFormat() {
        return outboundFormat;
    }

    @Override
    public @Nullable StreamSettings settings() {
        return expected.settings();
    }

    @Override
    public StreamStatistics statistics() {
        return new StreamStatistics(
                inbound.framesReceived(),
                inbound.sum(JitterBuffer::lost),
                inbound.sum(JitterBuffer::reordered),
                inbound.sum(JitterBuffer::duplicated),
                inbound.sum(JitterBuffer::late),
                mailbox.dropped(),
                calls.problems(),
                outbound.framesSent(),
                outbound.underruns(),
                calls.failures());
    }

    @Override
    public List<Finding> findings() {
        return diagnosis.findings();
    }

    @Override
    public String diagnose() {
        String call = callControlId();
        StartEvent event = start;
        String head = "Call " + (call == null ? "unknown" : WireText.shown(call)) + ", stream "
                + (event == null ? "not started" : WireText.shown(event.streamId()));
        return diagnosis.page(head, ending, statistics(), outboundFormat);
    }

    @Override
    public String toString() {
        StartEvent event = start;
        return "StreamSession[" + (event == null ? "not started" : WireText.shown(event.streamId())) + "]";
    }
}
