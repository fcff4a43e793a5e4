package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.InboundPcm;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.WireText;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A session: joins the socket, the two directions and the listener, and ends all of them together. */
final class EngineSession implements StreamSession, TransportListener, Ticker.Visited {
    private static final long MIN_IDLE_NANOS = 20_000_000;
    private static final long MAX_IDLE_NANOS = 500_000_000;

    private final Engine engine;
    private volatile @Nullable Place place;
    private final Expected expected;
    private final Ending ending;
    private final ListenerCalls calls;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Player player;
    private final SignsOfLife signs;
    private final Diagnosis diagnosis;
    private final Listening listening;
    private final Arrivals arrivals;
    private final Counted counted;
    private final MediaFormat outboundFormat;

    private final boolean listenerPrompt;
    private final long idleNanos;
    private final long sendTimeoutNanos;
    private volatile Ticker.@Nullable Seat seat;
    /** When frames will be due; 0 when nothing waits. The ticker's. */
    private long dueNanos;

    EngineSession(
            Engine engine, Expected expected, StreamTransport transport, StreamListener listener, MediaWriter writer) {
        this.engine = engine;
        this.expected = expected;
        this.ending = new Ending(this, engine, expected, transport);
        AcceptorOptions options = engine.options();
        StreamSettings settings = expected.settings();
        this.outboundFormat = expected.outboundFormat();
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
        outbox.onHeld(this::visitSoon);
        this.arrivals = new Arrivals(this, engine, expected);
        this.inbound = new Inbound(options, pool, arrivals);
        OutboundMode mode = settings == null ? OutboundMode.RTP : settings.outboundMode();
        this.outbound = new Outbound(engine, outbox, outboundFormat, writer, mode, new Departures(this));
        this.counted = new Counted(options.clock(), calls, inbound, outbound, outbox);
        OutboundTap tap = mode == OutboundMode.RTP ? new OutboundTap(outboundFormat, options.clock()) : null;
        if (tap != null) {
            outbox.listenWith(tap);
        }
        this.listening = new Listening(engine, diagnosis, mailbox, tap, this::visitWithin, arrivals::tellKey);
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
        if (!ending.isOver()) {
            signs.seen(now());
            arrivals.arriving(message.length());
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
        if (!ending.isOver()) {
            signs.seen(now());
            arrivals.arriving(lengthBytes);
            inbound.onText(utf8, offset, lengthBytes);
            deliver();
        }
    }

    @Override
    public void onBinary(int lengthBytes) {
        if (!ending.isOver()) {
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

    long now() {
        return engine.options().clock().nanoTime();
    }

    @Override
    public void onClose(int code, String reason) {
        inbound.flush();
        ending.socketClosed(code, reason);
        mailbox.go();
    }

    @Override
    public void onError(Throwable cause) {
        inbound.flush();
        ending.socketBroken(cause);
        mailbox.go();
    }

    private void sendFailed(Throwable cause) {
        ending.fail(StreamFailure.Kind.TRANSPORT_ERROR, "a message could not be sent: " + cause, cause);
        runWaitingCalls();
    }

    @Override
    public long tick(long nowNanos) {
        if (ending.isOver()) {
            // not before the last callback waits: it may be up to this visit to have it run
            boolean over = mailbox.isClosed() && !ending.lookAfterSocket(nowNanos);
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
            ending.fail(
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

    private void watchLife(long nowNanos) {
        diagnosis.look(nowNanos, counted);
        if (signs.takePingDue(nowNanos)) {
            outbox.ping();
        }
        if (arrivals.start() != null && signs.isGone(nowNanos)) {
            ending.fail(
                    StreamFailure.Kind.SILENT_PEER,
                    "nothing came for " + engine.options().silentPeerTimeout().toMillis()
                            + " ms, not even an answer to a ping: the connection is half open",
                    null);
        }
    }

    // ------------------------------------------------------------------ for its rooms

    ListenerCalls calls() {
        return calls;
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }

    Listening listening() {
        return listening;
    }

    Outbound outbound() {
        return outbound;
    }

    Ending ending() {
        return ending;
    }

    Engine engine() {
        return engine;
    }

    /** Ends a session for whose listener too much waits. */
    void overrun(String message) {
        ending.fail(StreamFailure.Kind.LISTENER_OVERRUN, message, null);
        mailbox.discard();
    }

    long bytesWaiting() {
        return mailbox.bytesWaiting();
    }

    // ------------------------------------------------------------------ what is sent

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

    /** There will be something to pump within so many nanoseconds. */
    void visitSoon(long nanos) {
        if (nanos < idleNanos && !ending.isOver()) {
            visitWithin(nanos);
        }
    }

    private void visitWithin(long nanos) {
        Ticker.Seat own = seat;
        if (own != null && nanos != Long.MAX_VALUE) {
            own.visitWithin(nanos);
        }
    }

    /** Something waits that whoever has brought it cannot run. Safe under any lock. */
    void visitNow() {
        visitWithin(0);
    }

    @Override
    public void close() {
        ending.close(StreamEnd.Kind.CLOSED_BY_APPLICATION, "the session was closed");
        mailbox.go();
    }

    /** Its server leaves. */
    void goAway() {
        ending.goAway();
        mailbox.go();
    }

    boolean hasEnded() {
        return ending.isOver();
    }

    /** Whether its call was known before a word was said. */
    boolean isNamedByItsToken() {
        return expected.callControlId() != null;
    }

    /** A newer socket of the same call has come. Under a lock of another session: what it brings waits for the next visit. */
    void replaced() {
        ending.close(StreamEnd.Kind.REPLACED, "a newer socket of the same call has come");
    }

    /** Everything inside ends; the last callback follows. */
    void endRooms(String reason) {
        listening.end();
        diagnosis.note("the end: " + reason);
        diagnosis.tally().look(counted.statistics());
        outbound.end(reason);
        outbox.close();
    }

    // ------------------------------------------------------------------ what it is

    @Override
    public @Nullable StartEvent start() {
        return arrivals.start();
    }

    @Override
    public @Nullable String callControlId() {
        String told = expected.callControlId();
        StartEvent event = arrivals.start();
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
        return counted.statistics();
    }

    @Override
    public List<Finding> findings() {
        return diagnosis.findings();
    }

    @Override
    public String diagnose() {
        String call = callControlId();
        StartEvent event = arrivals.start();
        String head = "Call " + (call == null ? "unknown" : WireText.shown(call)) + ", stream "
                + (event == null ? "not started" : WireText.shown(event.streamId()));
        return diagnosis.page(head, ending.reason(), counted.statistics(), outboundFormat);
    }

    @Override
    public String toString() {
        StartEvent event = arrivals.start();
        return "StreamSession[" + (event == null ? "not started" : WireText.shown(event.streamId())) + "]";
    }
}
