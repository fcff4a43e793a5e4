package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.Quirk;
import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.media.AppMessage;
import io.github.telnyxstream.testkit.simulator.media.FaultyLine;
import io.github.telnyxstream.testkit.simulator.media.MediaLink;
import io.github.telnyxstream.testkit.simulator.media.StreamMessages;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One media stream of a call. Everything here happens on the ticker's thread, except what {@link Wire} receives. */
final class CallStream {
    private static final long CLOSE_PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int NORMAL_CLOSURE = 1000;
    private static final long FRAME_NANOS = Duration.ofMillis(20).toNanos();
    private static final Duration RECONNECT_AFTER = Duration.ofMillis(500);

    private final Exchange exchange;
    private final Timeline timeline;
    private final CallLeg leg;
    private final StreamRequest request;
    private final LineFaults faults;
    private final Runnable onGone;
    private final String streamId;
    private final MediaFormat inboundFormat;
    private final SampleStore sent;
    private StreamMessages messages;
    private FaultyLine inboundLine;
    private FaultyLine outboundLine;
    private Reception reception;
    private StreamTrack inbound;
    private StreamTrack outbound;
    private PingWatch pings;
    private final MisuseWatch misuse;
    private final AfterStop afterStop = new AfterStop();
    private @Nullable MediaLink socket;
    private Wire wire = new Wire();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean ended;
    private boolean isToldToStop;
    private boolean isBroken;
    private boolean hasBroken;
    private long frames;

    CallStream(
            Exchange exchange,
            Timeline timeline,
            CallLeg leg,
            StreamRequest request,
            LineFaults faults,
            Runnable onGone) {
        this.exchange = exchange;
        this.timeline = timeline;
        this.leg = leg;
        this.request = request;
        this.faults = faults;
        this.onGone = onGone;
        sent = new SampleStore(exchange.keptSamples());
        streamId = CallIdentity.uuid(exchange.random());
        inboundFormat = request.inboundFormat(leg.lineFormat());
        misuse = new MisuseWatch(text -> timeline.add(Kind.MISUSE, text));
        beginAnew();
    }

    /** As if nothing had been sent before. */
    private void beginAnew() {
        messages = new StreamMessages(streamId, faults);
        inboundLine = new FaultyLine(faults, messages, "inbound");
        outboundLine = new FaultyLine(faults, messages, "outbound");
        reception = new Reception(exchange, timeline, leg, request, faults, messages, misuse, this::send);
        inbound = new StreamTrack("inbound", inboundFormat, messages, faults);
        outbound = new StreamTrack("outbound", inboundFormat, messages, faults);
        pings = new PingWatch();
    }

    /** Whether the application can hear the caller now. */
    boolean isOpen() {
        return socket != null && !ended && !isBroken;
    }

    private void send(String text) {
        MediaLink open = socket;
        if (open != null && !isBroken && !isStalled()) {
            open.send(text);
        }
    }

    /** Nothing leaves any more, and nobody says so. */
    private boolean isStalled() {
        return faults.stallAfterFrames() > 0 && frames > faults.stallAfterFrames();
    }

    String streamId() {
        return streamId;
    }

    StreamRequest request() {
        return request;
    }

    PlaybackReport report() {
        return reception.report();
    }

    short[] sent() {
        return sent.all();
    }

    /** Completes when the socket is gone for good. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    void open() {
        wire = new Wire();
        Runnable back = exchange.ticker().underWay("the application's answer to an upgrade request");
        CompletableFuture<MediaLink> unused = exchange.stallWatch()
                .watch(exchange.dialer().open(request.url(), request.authToken(), wire), "answers the upgrade request")
                .whenComplete((open, failure) -> {
                    exchange.ticker().execute(() -> {
                        if (open != null) {
                            opened(open);
                        } else {
                            failed(failure);
                        }
                    });
                    back.run();
                });
    }

    private void opened(MediaLink open) {
        if (ended) {
            open.abort();
            return;
        }
        socket = open;
        if (hasBroken) {
            timeline.add(Kind.STREAM_RECONNECTED, "");
        } else {
            timeline.add(Kind.STREAM_STARTED, inboundFormat.encoding().wireName() + " from the caller");
            leg.webhooks()
                    .send(
                            EventType.STREAMING_STARTED,
                            payload -> payload.put("stream_url", request.url().toString()));
        }
        open.send(StreamMessages.connected(request.authToken()));
        for (int i = 0; i < faults.framesBeforeStart(); i++) {
            open.send(messages.forgedMedia(null, 0, "////"));
        }
        if (!faults.has(Quirk.NO_START)) {
            open.send(messages.start(StreamStart.of(exchange, leg, request, inboundFormat, faults)));
        }
    }

    private void failed(Throwable failure) {
        closed.complete(null);
        if (ended) {
            return;
        }
        ended = true;
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        timeline.add(Kind.STREAM_FAILED, String.valueOf(cause.getMessage()));
        boolean asInSdk = faults.has(Quirk.TRACK_AS_IN_SDK);
        leg.webhooks().send(EventType.STREAMING_FAILED, payload -> request.tellFailure(payload, streamId, asInSdk));
        onGone.run();
    }

    /** Lets the application's audio play up to that sample. */
    void play(long until) {
        reception.play(until);
    }

    /** Sends the 20 ms just past: what the caller said and what they heard, up to that sample. */
    void frame(short[] uttered, short[] heard, long end) {
        if (!isOpen()) {
            return;
        }
        frames++;
        if (faults.breakAfterFrames() > 0 && frames == faults.breakAfterFrames()) {
            breakDown();
            return;
        }
        if (isStalled()) {
            return;
        }
        if (faults.pingEveryFrames() > 0 && frames % faults.pingEveryFrames() == 0 && socket != null) {
            socket.ping(pings.next(exchange.ticker().nanoTime()));
        }
        if (request.sendsInbound()) {
            byte[] payload = inbound.payload(withOwnVoice(uttered, end));
            short[] carried = inbound.decode(payload);
            boolean isWhole = sendOver(inboundLine, inbound, payload);
            sent.add(isWhole ? carried : new short[carried.length]);
        }
        // a bridged leg with a bidirectional stream was seen to deliver no outbound frames (protocol notes, 1.3)
        if (request.sendsOutbound() && (leg.bridge() == null || request.outboundFormat() == null)) {
            sendOver(outboundLine, outbound, outbound.payload(heard));
        }
        if (frames == faults.secondStartAfterFrames()) {
            send(messages.start(StreamStart.of(exchange, leg, request, inboundFormat, faults)));
        }
    }

    /** Whether nothing of the payload was lost. */
    private boolean sendOver(FaultyLine line, StreamTrack track, byte[] payload) {
        boolean isWhole = true;
        for (String media : track.messages(payload)) {
            line.next(media, track.chunk()).forEach(this::send);
            isWhole &= !line.hasLost();
        }
        return isWhole;
    }

    /** On a bridged leg what the stream played was seen on its inbound track; nobody knows about others. */
    private short[] withOwnVoice(short[] uttered, long end) {
        return leg.bridge() == null && !faults.has(Quirk.OWN_VOICE)
                ? uttered
                : leg.injected().with(uttered, end - uttered.length);
    }

    /** The connection is lost in the middle of the call; it may be opened again, and then everything begins anew. */
    private void breakDown() {
        tellOfPings();
        MediaLink open = socket;
        isBroken = true;
        socket = null;
        if (open != null) {
            open.abort();
        }
        if (faults.has(Quirk.RECONNECT)) {
            hasBroken = true;
            timeline.add(Kind.STREAM_BROKEN, "will be opened again");
            leg.after(RECONNECT_AFTER, this::openAgain);
        } else {
            closedByPeer("broken by the line");
        }
    }

    private void openAgain() {
        if (ended) {
            return;
        }
        reception.end();
        isBroken = false;
        misuse.lost();
        beginAnew();
        open();
    }

    void digit(char digit) {
        if (isOpen()) {
            send(messages.dtmf(digit, exchange.clock().instant()));
        }
    }

    /** Telnyx ends the stream: the call is over or was told to stop streaming. */
    void stop() {
        if (ended) {
            return;
        }
        ended = true;
        tellOfPings();
        MediaLink open = socket;
        reception.end();
        // there is none yet, or none at the moment; one that is under way is dropped when it comes
        if (open != null) {
            sayGoodbye(open);
        } else {
            closed.complete(null);
        }
        gone("stopped by Telnyx");
    }

    private void tellOfPings() {
        pings.misuse(exchange.ticker().nanoTime()).ifPresent(text -> timeline.add(Kind.MISUSE, text));
    }

    private void sayGoodbye(MediaLink open) {
        if (faults.ending() == LineFaults.Ending.BREAK) {
            open.abort();
            closed.complete(null);
            return;
        }
        if (isStalled()) {
            giveUpInTime(open);
            return;
        }
        inboundLine.rest().forEach(open::send);
        outboundLine.rest().forEach(open::send);
        if (faults.ending() == LineFaults.Ending.STOP_AND_CLOSE) {
            open.send(messages.stop(exchange.userId(), leg.identity().callControlId()));
            for (int i = 0; i < faults.framesAfterStop(); i++) {
                open.send(messages.forgedMedia(null, inbound.nextChunk(), "////"));
            }
            afterStop.told(exchange.ticker().nanoTime());
        }
        if (faults.closeAfterStopFrames() == 0) {
            close(open);
        } else {
            long delay = faults.closeAfterStopFrames() * FRAME_NANOS;
            exchange.ticker().at(exchange.ticker().nanoTime() + delay, () -> close(open));
        }
    }

    private void close(MediaLink open) {
        isToldToStop = true;
        giveUpInTime(open);
        open.close(NORMAL_CLOSURE);
    }

    private void giveUpInTime(MediaLink open) {
        Wire last = wire;
        exchange.ticker().at(exchange.ticker().nanoTime() + CLOSE_PATIENCE_NANOS, () -> giveUp(open, last));
    }

    private void giveUp(MediaLink open, Wire last) {
        if (isToldToStop && !last.isGone) {
            timeline.add(Kind.VIOLATION, "the close frame of the media stream was not answered within 5 s");
        }
        open.abort();
        closed.complete(null);
    }

    private void gone(String how) {
        timeline.add(Kind.STREAM_STOPPED, how);
        leg.webhooks()
                .send(
                        EventType.STREAMING_STOPPED,
                        payload -> payload.put("stream_url", request.url().toString()));
        onGone.run();
    }

    private void closedByPeer(String how) {
        if (!ended && !(isBroken && faults.has(Quirk.RECONNECT))) {
            ended = true;
            tellOfPings();
            reception.end();
            gone(how);
        }
    }

    private void take(AppMessage message, long arrivalNanos) {
        if (isStalled() && faults.has(Quirk.HALF_OPEN)) {
            return;
        }
        if (!ended && !isBroken) {
            reception.take(message, arrivalNanos);
        } else if (afterStop.isSentOn(arrivalNanos)) {
            reception.violation("messages after stop: the stream is over, a second later they still come");
        }
    }

    /** Hands what comes to the ticker, with the time it came. */
    private final class Wire implements MediaLink.Receiver {
        private boolean isGone;

        @Override
        public void onText(String text) {
            exchange.stallWatch().moved();
            AppMessage message = AppMessage.parse(text);
            exchange.arrived(now -> take(message, now));
        }

        @Override
        public void onBinary() {
            exchange.arrived(now -> take(AppMessage.malformed("binary message"), now));
        }

        @Override
        public void onPong(String payload) {
            exchange.arrived(now -> pings.answered(payload, now));
        }

        @Override
        public void onDropped() {
            exchange.ticker().execute(misuse::unread);
        }

        @Override
        public void onEnd(String how) {
            exchange.ticker().execute(() -> {
                isGone = true;
                closedByPeer(how);
                if (ended) {
                    closed.complete(null);
                }
            });
        }
    }
}
