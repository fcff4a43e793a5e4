package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.media.AppMessage;
import io.github.telnyxstream.testkit.simulator.media.FaultyLine;
import io.github.telnyxstream.testkit.simulator.media.HeardAudio;
import io.github.telnyxstream.testkit.simulator.media.MediaLink;
import io.github.telnyxstream.testkit.simulator.media.PlaybackBuffer;
import io.github.telnyxstream.testkit.simulator.media.StreamMessages;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One media stream of a call. Everything here happens on the ticker's thread, except what {@link Wire} receives. */
final class CallStream {
    private static final long CLOSE_PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int NORMAL_CLOSURE = 1000;

    private final Exchange exchange;
    private final CallIdentity identity;
    private final Timeline timeline;
    private final CallTime time;
    private final CallWebhooks webhooks;
    private final StreamRequest request;
    private final LineFaults faults;
    private final Runnable onGone;
    private final String streamId;
    private final StreamMessages messages;
    private final FaultyLine line;
    private final PlaybackBuffer playback;
    private final AppAudio appAudio;
    private final MediaFormat inboundFormat;
    private final AudioCodec inboundCodec;
    private final AudioCodec outboundTrackCodec;
    private final SampleStore sent = new SampleStore();
    private @Nullable MediaLink socket;
    private boolean ended;
    private boolean toldThatNobodyHears;
    private long inboundChunk;
    private long outboundChunk;

    CallStream(
            Exchange exchange,
            CallIdentity identity,
            Timeline timeline,
            CallTime time,
            CallWebhooks webhooks,
            StreamRequest request,
            Encoding callCodec,
            LineFaults faults,
            HeardAudio heard,
            Runnable onGone) {
        this.exchange = exchange;
        this.identity = identity;
        this.timeline = timeline;
        this.time = time;
        this.webhooks = webhooks;
        this.request = request;
        this.faults = faults;
        this.onGone = onGone;
        streamId = CallIdentity.uuid(exchange.random());
        messages = new StreamMessages(streamId);
        line = new FaultyLine(faults, messages);
        // audio for the opposite leg of a call that has none plays to nobody
        playback = new PlaybackBuffer(request.isHeardByCaller() ? heard : new HeardAudio());
        appAudio = new AppAudio(request.outboundFormat());
        inboundFormat = MediaFormat.of(inboundEncoding(request.inboundCodec(), callCodec), 8000);
        inboundCodec = AudioCodec.of(inboundFormat);
        outboundTrackCodec = AudioCodec.of(inboundFormat);
        request.violations().forEach(this::violation);
    }

    /** Where transcoding is not possible Telnyx sends the call's own codec; here that is all but G.711 and L16. */
    private static Encoding inboundEncoding(@Nullable Encoding wanted, Encoding callCodec) {
        return wanted == Encoding.PCMU || wanted == Encoding.PCMA || wanted == Encoding.L16 ? wanted : callCodec;
    }

    String streamId() {
        return streamId;
    }

    StreamRequest request() {
        return request;
    }

    PlaybackReport report() {
        return playback.report();
    }

    short[] sent() {
        return sent.all();
    }

    void open() {
        Runnable back = exchange.ticker().underWay("the application's answer to an upgrade request");
        CompletableFuture<MediaLink> unused = exchange.stallWatch()
                .watch(
                        exchange.dialer().open(request.url(), request.authToken(), new Wire()),
                        "answers the upgrade request")
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
        timeline.add(Kind.STREAM_STARTED, inboundFormat.encoding().wireName() + " from the caller");
        webhooks.send(
                EventType.STREAMING_STARTED,
                payload -> payload.put("stream_url", request.url().toString()));
        open.send(StreamMessages.connected(request.authToken()));
        for (int i = 0; i < faults.framesBeforeStart(); i++) {
            open.send(messages.forgedMedia(null, 0, "////"));
        }
        open.send(messages.start(startObject()));
    }

    private void failed(Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        timeline.add(Kind.STREAM_FAILED, String.valueOf(cause.getMessage()));
        webhooks.send(EventType.STREAMING_FAILED, payload -> {
            payload.put("failure_reason", "connection_failed").put("stream_id", streamId);
            payload.put("stream_type", "websocket");
            payload.putObject("stream_params").put("stream_url", request.url().toString());
        });
        onGone.run();
    }

    private ObjectNode startObject() {
        ObjectNode start = JsonNodeFactory.instance.objectNode();
        start.put("user_id", exchange.userId()).put("call_control_id", identity.callControlId());
        start.put("call_session_id", identity.callSessionId());
        start.put("from", identity.from()).put("to", identity.to());
        start.putArray("tags");
        start.put("client_state", webhooks.clientState());
        if (request.customParameters() != null) {
            start.set("custom_parameters", request.customParameters());
        }
        start.putObject("media_format")
                .put("encoding", inboundFormat.encoding().wireName())
                .put("sample_rate", inboundFormat.rtpClockRateHz())
                .put("channels", 1);
        return start;
    }

    /** Lets the application's audio play up to that sample. */
    void play(long until) {
        playback.play(until);
    }

    /** Sends the 20 ms just past: what the caller said and what they heard. */
    void frame(short[] uttered, short[] heard) {
        MediaLink open = socket;
        if (open == null || ended) {
            return;
        }
        if (request.sendsInbound()) {
            byte[] payload = encode(inboundCodec, uttered);
            remember(payload);
            inboundChunk++;
            line.next(messages.media("inbound", inboundChunk, payload), inboundChunk)
                    .forEach(open::send);
            if (inboundChunk == faults.secondStartAfterFrames()) {
                open.send(messages.start(startObject()));
            }
        }
        if (request.sendsOutbound()) {
            outboundChunk++;
            open.send(messages.media("outbound", outboundChunk, encode(outboundTrackCodec, heard)));
        }
    }

    private static byte[] encode(AudioCodec codec, short[] pcm) {
        byte[] room = new byte[codec.maxEncodedBytes(pcm.length)];
        int length = codec.encode(pcm, 0, pcm.length, room, 0);
        return length == room.length ? room : Arrays.copyOf(room, length);
    }

    private void remember(byte[] payload) {
        short[] decoded = new short[inboundCodec.maxDecodedSamples(payload.length)];
        inboundCodec.decode(payload, 0, payload.length, decoded, 0);
        sent.add(decoded);
    }

    void digit(char digit) {
        MediaLink open = socket;
        if (open != null && !ended) {
            open.send(messages.dtmf(digit, exchange.clock().instant()));
        }
    }

    /** Telnyx ends the stream: the call is over or was told to stop streaming. */
    void stop() {
        if (ended) {
            return;
        }
        ended = true;
        MediaLink open = socket;
        if (open == null) {
            return;
        }
        playback.play(time.now());
        sayGoodbye(open);
        gone("stopped by Telnyx");
    }

    private void sayGoodbye(MediaLink open) {
        if (faults.ending() == LineFaults.Ending.BREAK) {
            open.abort();
            return;
        }
        line.rest().forEach(open::send);
        if (faults.ending() == LineFaults.Ending.STOP_AND_CLOSE) {
            open.send(messages.stop(exchange.userId(), identity.callControlId()));
            for (int i = 0; i < faults.framesAfterStop(); i++) {
                open.send(messages.forgedMedia(null, ++inboundChunk, "////"));
            }
        }
        open.close(NORMAL_CLOSURE);
        exchange.ticker().at(exchange.ticker().nanoTime() + CLOSE_PATIENCE_NANOS, open::abort);
    }

    private void gone(String how) {
        timeline.add(Kind.STREAM_STOPPED, how);
        webhooks.send(
                EventType.STREAMING_STOPPED,
                payload -> payload.put("stream_url", request.url().toString()));
        onGone.run();
    }

    private void closedByPeer(String how) {
        if (!ended) {
            ended = true;
            playback.play(time.now());
            gone(how);
        }
    }

    private void take(AppMessage message, long arrivalNanos) {
        if (ended) {
            return;
        }
        long now = time.at(arrivalNanos);
        if (message instanceof AppMessage.Media media) {
            media(media, now, arrivalNanos);
        } else if (message instanceof AppMessage.Mark mark) {
            timeline.add(Kind.MARK_SET, mark.name());
            playback.mark(now, mark.name());
            returnMarks();
        } else if (message instanceof AppMessage.Clear) {
            timeline.add(Kind.CLEARED, "");
            sendMarks(playback.clear(now));
        } else if (message instanceof AppMessage.Refused refused) {
            refuse(refused);
        }
    }

    private void media(AppMessage.Media media, long now, long arrivalNanos) {
        AppAudio.Result result = appAudio.take(media.payload(), arrivalNanos);
        if (result instanceof AppAudio.Result.Playable playable) {
            if (playable.violation() != null) {
                violation(playable.violation());
            }
            if (!request.isHeardByCaller() && !toldThatNobodyHears) {
                toldThatNobodyHears = true;
                violation("stream_bidirectional_target_legs is opposite and the call has one leg: nobody hears this");
            }
            if (playback.offer(now, playable.pcm())) {
                timeline.add(Kind.UNDERRUN, "");
            }
        } else if (result instanceof AppAudio.Result.Rejected rejected) {
            refuse(rejected.error());
        }
    }

    private void refuse(AppMessage.Refused refused) {
        violation(refused.title() + ": " + refused.detail());
        playback.errorSent();
        if (socket != null) {
            socket.send(messages.error(refused));
        }
    }

    private void violation(String what) {
        playback.violation(what);
        timeline.add(Kind.VIOLATION, what);
    }

    private void returnMarks() {
        if (ended) {
            return;
        }
        sendMarks(playback.dueMarks(time.now()));
        OptionalLong next = playback.nextMark();
        if (next.isPresent()) {
            exchange.ticker().at(time.nanosOf(next.getAsLong()), this::returnMarks);
        }
    }

    private void sendMarks(List<String> names) {
        for (String name : names) {
            timeline.add(Kind.MARK_RETURNED, name);
            if (socket != null) {
                socket.send(messages.mark(name));
            }
        }
    }

    /** Hands what comes to the ticker, with the time it came. */
    private final class Wire implements MediaLink.Receiver {
        @Override
        public void onText(String text) {
            exchange.stallWatch().moved();
            long arrival = exchange.ticker().nanoTime();
            AppMessage message = AppMessage.parse(text);
            exchange.ticker().execute(() -> take(message, arrival));
        }

        @Override
        public void onBinary() {
            long arrival = exchange.ticker().nanoTime();
            exchange.ticker().execute(() -> take(AppMessage.malformed("binary message"), arrival));
        }

        @Override
        public void onEnd(String how) {
            exchange.ticker().execute(() -> closedByPeer(how));
        }
    }
}
