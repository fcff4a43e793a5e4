package io.github.telnyxstream.examples.streams;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.EchoGuard;
import io.github.telnyxstream.stream.InboundOptions;
import io.github.telnyxstream.stream.KeyEntry;
import io.github.telnyxstream.stream.KeyRules;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.InboundPcm;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chapters on receiving, recording, keys and formats. */
final class ListeningSnippets {
    private static final Logger log = LoggerFactory.getLogger(ListeningSnippets.class);

    private ListeningSnippets() {}

    /** Takes frames without memory. */
    static final class Meter implements StreamListener.NonBlocking {
        private int loudest;

        @Override
        public void onBorrowedMedia(StreamSession session, MediaFrame frame) {
            for (short sample : frame.pcm()) {
                loudest = Math.max(loudest, Math.abs(sample));
            }
        }

        int loudest() {
            return loudest;
        }
    }

    static void pull(StreamSession session) throws InterruptedException {
        InboundPcm caller = session.inboundPcm(16_000);
        short[] pcm = new short[1600];
        for (int count = caller.read(pcm, 0, pcm.length); count >= 0; count = caller.read(pcm, 0, pcm.length)) {
            transcribe(pcm, count);
        }
    }

    private static void transcribe(short[] pcm, int count) {
        log.debug("{} of {} samples", count, pcm.length);
    }

    static AcceptorOptions options() {
        return AcceptorOptions.builder()
                .inbound(InboundOptions.builder()
                        .lossConcealment(true)
                        .echoGuard(EchoGuard.MUTE)
                        .build())
                .build();
    }

    /** Records a call. */
    static final class Recorded implements StreamListener {
        private final Path file;
        private @Nullable CallRecorder recorder;

        Recorded(Path file) {
            this.file = file;
        }

        @Override
        public void onStart(StreamSession session, StartEvent event) {
            try {
                recorder = CallRecorder.create(file, 8000, CallRecorder.Layout.STEREO);
                session.record(recorder);
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        @Override
        public void onEnd(StreamSession session) {
            try (CallRecorder done = recorder) {
                log.info("recorded {}", done == null ? "nothing" : done.duration());
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }
    }

    static void collect(StreamSession session) {
        session.collectKeys(KeyRules.builder().maxKeys(6).terminators("#").build())
                .thenAccept(entry -> check(session, entry));
    }

    private static void check(StreamSession session, KeyEntry entry) {
        if (entry.end() == KeyEntry.End.TIMEOUT) {
            session.close();
        }
    }

    static InboundOptions keys() {
        return InboundOptions.builder()
                .keyWindow(Duration.ofMillis(60))
                .inBandKeys(true)
                .build();
    }

    static StreamSettings wideband() {
        return StreamSettings.builder("wss://voice.example.net/media")
                .inboundEncoding(Encoding.L16)
                .outboundFormat(MediaFormat.l16(16_000))
                .build();
    }
}
