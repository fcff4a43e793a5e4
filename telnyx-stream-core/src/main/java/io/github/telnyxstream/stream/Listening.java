package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.DtmfDetector;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.InboundPcm;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.Track;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever in a session listens beside the listener: recorders, readers of samples, the echo guard, the ears for keys. */
final class Listening {
    private static final Logger log = LoggerFactory.getLogger(Listening.class);

    /** As many frames of our own voice are no accident: half a second. */
    static final int ECHOES_TOLD = 25;

    private final Engine engine;
    private final InboundOptions options;
    private final Diagnosis diagnosis;
    private final Keys keys;
    private final LongConsumer visits;
    private final @Nullable OutboundTap tap;
    /** Copied when one is added; going through them must cost no iterator. */
    private volatile Recording[] recordings = {};

    private volatile InboundPcm[] readers = {};
    private volatile @Nullable OwnVoice guard;
    private volatile @Nullable OwnVoiceCheck check;
    private volatile @Nullable DtmfDetector ears;
    private int echoes;

    @GuardedBy("this")
    private boolean ended;

    Listening(
            Engine engine,
            Diagnosis diagnosis,
            Mailbox mailbox,
            @Nullable OutboundTap tap,
            LongConsumer visits,
            Consumer<DtmfEvent> told) {
        this.visits = visits;
        this.engine = engine;
        this.options = engine.options().inbound();
        this.diagnosis = diagnosis;
        this.tap = tap;
        this.keys = new Keys(options.keyWindow().toNanos(), told, mailbox::post);
    }

    private long now() {
        return engine.options().clock().nanoTime();
    }

    /** The stream has started. */
    void started(MediaFormat format) {
        if (options.isListeningForKeys()) {
            ears = DtmfDetector.of(format.sampleRateHz());
        }
        if (tap == null) {
            return;
        }
        if (!OwnVoice.isComparing(options.echoGuard())) {
            check = new OwnVoiceCheck(engine, tap, format.sampleRateHz(), this::tellOwnVoice);
        }
        if (options.echoGuard() != EchoGuard.OFF) {
            OwnVoice own = new OwnVoice(options, format.sampleRateHz(), now());
            try {
                tap.add(own);
                guard = own;
            } catch (CodecException noCodec) {
                log.warn("No echo guard: what is sent cannot be listened to: {}", noCodec.getMessage());
                diagnosis.note("no echo guard: there is no codec to listen to what is sent");
            }
        }
    }

    /** The stream has started again, with audio at this rate from now on; in the mailbox's turn. */
    void restarted(MediaFormat before, MediaFormat format) {
        OwnVoice own = guard;
        OwnVoiceCheck checked = check;
        if (before.sampleRateHz() != format.sampleRateHz()) {
            if (checked != null) {
                checked.end();
            }
            if (own != null && tap != null) {
                tap.remove(own);
                guard = null;
            }
            started(format);
        }
    }

    /** A frame on its way to the listener; in the mailbox's turn. */
    void hear(DeliveredFrame frame) {
        if (frame.track() != Track.INBOUND) {
            return;
        }
        for (Recording recording : recordings) {
            recording.heard(frame, frame.arrivedNanos());
        }
        OwnVoiceCheck checked = check;
        if (checked != null) {
            checked.hear(frame);
        }
        OwnVoice own = guard;
        if (own != null && own.guard(frame) && ++echoes == ECHOES_TOLD) {
            tellOwnVoice();
        }
        for (InboundPcm reader : readers) {
            reader.offer(frame);
        }
        DtmfDetector detector = ears;
        if (detector != null && !frame.isEcho()) {
            String heard = detector.offer(frame.pcm(), 0, frame.pcm().length);
            for (int k = 0; k < heard.length(); k++) {
                visits.accept(keys.heard(heard.charAt(k), frame.streamId(), now()));
            }
        }
    }

    private void tellOwnVoice() {
        diagnosis.found(
                Finding.Kind.OWN_VOICE,
                "half a second of what came was what we had just sent; the echo guard is " + options.echoGuard());
    }

    /** Null while the stream has not started, and where it is not needed. */
    @Nullable
    OwnVoiceCheck ownVoiceCheck() {
        return check;
    }

    /** A key as Telnyx tells it. */
    void pressed(DtmfEvent event) {
        visits.accept(keys.arrived(event, now()));
    }

    /** Looks at what time brings; returns within how many nanoseconds to look again. */
    long tick(long nowNanos) {
        OwnVoiceCheck checked = check;
        if (checked != null) {
            checked.tick(nowNanos);
        }
        return keys.tick(nowNanos);
    }

    CompletionStage<KeyEntry> collect(KeyRules rules) {
        return keys.collect(rules, now());
    }

    void record(CallRecorder recorder) {
        Recording recording = new Recording(
                recorder,
                engine.options().clock(),
                engine.workers().writers(),
                why -> diagnosis.found(Finding.Kind.RECORDING_ENDED, why));
        if (tap != null) {
            tap.add(recording);
        }
        synchronized (this) {
            recordings = added(recordings, recording);
        }
    }

    InboundPcm pcm(int sampleRateHz) {
        InboundPcm reader = InboundPcm.create(sampleRateHz, engine.workers().listeners());
        synchronized (this) {
            if (ended) {
                reader.close();
            } else {
                readers = added(readers, reader);
            }
        }
        return reader;
    }

    /** The stream is over: no more keys. */
    void end() {
        keys.end(now());
    }

    /** The last frame was heard; in the mailbox's turn. */
    void heardAll() {
        synchronized (this) {
            ended = true;
        }
        OwnVoiceCheck checked = check;
        if (checked != null) {
            checked.end();
        }
        for (InboundPcm reader : readers) {
            reader.close();
        }
    }

    private static <T> T[] added(T[] before, T another) {
        T[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = another;
        return after;
    }
}
