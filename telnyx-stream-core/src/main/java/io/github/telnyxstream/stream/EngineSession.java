package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.InboundPcm;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.WireText;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A session: joins its line, the two directions and the listener, and ends all of them together. */
final class EngineSession extends FirstSocket implements StreamSession {
    private final Engine engine;
    private final Expected expected;
    private final Ending ending;
    private final ListenerCalls calls;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final Outbound outbound;
    private final Player player;
    private final Lines lines;
    private final Visits visits;
    private volatile @Nullable StartEvent start;
    private final Diagnosis diagnosis;
    private final Listening listening;
    private final Counted counted;
    private final MediaFormat outboundFormat;

    EngineSession(
            Engine engine, Expected expected, StreamTransport transport, StreamListener listener, MediaWriter writer) {
        this.engine = engine;
        this.expected = expected;
        this.ending = new Ending(this, engine, expected);
        AcceptorOptions options = engine.options();
        StreamSettings settings = expected.settings();
        this.outboundFormat = expected.outboundFormat();
        MediaPool pool = new MediaPool();
        this.diagnosis = new Diagnosis(options, settings, this::tellFinding);
        this.calls = new ListenerCalls(this, listener, engine, pool, diagnosis);
        this.mailbox = calls.mailbox();
        this.lines = new Lines(this, engine, expected, transport, pool);
        this.outbox = new Outbox(
                lines.written(),
                engine.workers().senders(),
                options.clock(),
                cause -> lines.sendFailed(transport, cause),
                diagnosis.tally().observer());
        OutboundMode mode = settings == null ? OutboundMode.RTP : settings.outboundMode();
        this.outbound = new Outbound(engine, outbox, outboundFormat, writer, mode, new Departures(this));
        this.visits = new Visits(this, engine, lines, outbox, outbound.visited());
        outbox.onHeld(visits::pumpWithin);
        this.counted =
                new Counted(options.clock(), calls, lines.first().inbound(), outbound, outbox, visits.punctuality());
        OutboundTap tap = mode == OutboundMode.RTP ? new OutboundTap(outboundFormat, options.clock()) : null;
        if (tap != null) {
            outbox.listenWith(tap);
        }
        this.listening = new Listening(engine, diagnosis, mailbox, tap, visits::lookWithin, this::tellKey);
        calls.listenWith(listening);
        this.player = new Player(options, outbound, mailbox, outboundFormat, mode);
    }

    /** From now on the place is given back with the last callback. */
    void takes(Place place) {
        lines.take(place);
    }

    void givePlaceBack() {
        lines.givePlaceBack();
    }

    /** Begins to be visited; before anything arrives. */
    void open() {
        String call = expected.callControlId();
        if (call != null) {
            engine.nameCall(this, call);
        }
        diagnosis.tally().observer().onOpened();
        visits.begin();
    }

    // ------------------------------------------------------------------ its lines

    @Override
    Line first() {
        return lines.first();
    }

    /** The line that is heard. */
    Line line() {
        return lines.line();
    }

    Lines lines() {
        return lines;
    }

    void pong(byte[] payload) {
        outbox.pong(payload);
    }

    long now() {
        return engine.options().clock().nanoTime();
    }

    /** Another socket for its call; null if it does not go on with one. */
    @Nullable
    TransportListener resume(Place place, Expected newer, StreamTransport transport) {
        Resumption resumption = lines.resumption();
        return resumption == null ? null : resumption.open(place, newer.shownToken(), transport);
    }

    /** Hears another line, and has its place. */
    void goOnWith(Line next, Place place) {
        counted.goOnWith(next.inbound());
        lines.goOnWith(next, place);
    }

    /** The stream has started; true if it had before, on another line. */
    boolean started(StartEvent event) {
        boolean again = start != null;
        start = event;
        String call = event.callControlId();
        if (call != null && !again) {
            engine.nameCall(this, call);
        }
        return again;
    }

    /** What arrives from now on is decoded anew; in the mailbox's turn. */
    void decodeAnew(MediaDecoder decoder) {
        MediaDecoder before = calls.decoder();
        calls.decodeWith(decoder);
        if (before != null) {
            listening.restarted(before.format(), decoder.format());
        }
    }

    private void tellKey(DtmfEvent event) {
        lines.line().tellKey(event);
    }

    long tick(long nowNanos) {
        return visits.tick(nowNanos);
    }

    private void tellFinding(Finding finding) {
        calls.post(l -> l.onFinding(this, finding));
        visitNow();
    }

    /** Reports a finding of whoever is not a room of this session, under whatever lock: the next visit brings it. */
    void found(Finding.Kind kind, String detail) {
        diagnosis.found(kind, detail);
    }

    /** Looks for what time alone brings to light. */
    void look(long nowNanos) {
        diagnosis.look(nowNanos, counted);
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
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(options, "options");
        diagnosis.wantsToPlay(Player.isMp3(source));
        return player.play(source, options);
    }

    @Override
    public Playback playNow(AudioSource source, PlaybackOptions options) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(options, "options");
        diagnosis.wantsToPlay(Player.isMp3(source));
        return player.playNow(source, options);
    }

    @Override
    public LivePlayback playLive(int sampleRateHz, PlaybackOptions options) {
        Objects.requireNonNull(options, "options");
        diagnosis.wantsToPlay(false);
        return player.playLive(sampleRateHz, options);
    }

    @Override
    public boolean send(MediaFrame frame) {
        Objects.requireNonNull(frame, "frame");
        diagnosis.wantsToPlay(false);
        return player.send(frame);
    }

    @Override
    public boolean mark(String name) {
        Objects.requireNonNull(name, "name");
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
        Objects.requireNonNull(recorder, "recorder");
        listening.record(recorder);
    }

    @Override
    public InboundPcm inboundPcm(int sampleRateHz) {
        return listening.pcm(sampleRateHz);
    }

    @Override
    public CompletionStage<KeyEntry> collectKeys(KeyRules rules) {
        CompletionStage<KeyEntry> entry = listening.collect(Objects.requireNonNull(rules, "rules"));
        // a collection that is replaced is told at once, and the first key's time begins
        visitNow();
        return entry;
    }

    /** There will be something to pump within so many nanoseconds. */
    void pumpWithin(long nanos) {
        visits.pumpWithin(nanos);
    }

    /** Something waits that whoever has brought it cannot run. Safe under any lock. */
    void visitNow() {
        visits.lookWithin(0);
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
    public boolean isLost() {
        return lines.isLost();
    }

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
        return counted.statistics();
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
        return diagnosis.page(head, ending.reason(), counted.statistics(), outboundFormat);
    }

    @Override
    public String toString() {
        StartEvent event = start;
        return "StreamSession[" + (event == null ? "not started" : WireText.shown(event.streamId())) + "]";
    }
}
