package io.github.telnyxstream.examples.streams;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.LivePlayback;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.PlaybackOptions;
import io.github.telnyxstream.stream.PlaybackPosition;
import io.github.telnyxstream.stream.PlaybackResult;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.WriteResult;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chapters on playing, pushing, interrupting and on what is known of it. */
final class PlaybackSnippets {
    private static final Logger log = LoggerFactory.getLogger(PlaybackSnippets.class);

    private PlaybackSnippets() {}

    static void play(StreamSession session, Path greeting, byte[] fromAnotherService, List<byte[]> opusPackets)
            throws IOException {
        session.play(AudioSource.wav(greeting).withGain(-6));
        session.play(AudioSource.silence(Duration.ofMillis(500), 8000));
        session.play(AudioSource.tone(1000, Duration.ofMillis(300), 8000));
        session.play(AudioSource.encoded(MediaFormat.PCMU, fromAnotherService));
        session.play(AudioSource.packets(session.outboundFormat(), opusPackets));
        session.play(AudioSource.loop(() -> AudioSource.wav(greeting)));
    }

    static void protect(StreamSession session, AudioSource notice, AudioSource urgent) {
        session.play(notice, PlaybackOptions.protectedFromBargeIn());
        session.playNow(urgent);
    }

    static void push(StreamSession session, InputStream speech) throws IOException, InterruptedException {
        try (LivePlayback live = session.playLive(24_000)) {
            byte[] piece = new byte[4800];
            for (int length = speech.read(piece); length >= 0; length = speech.read(piece)) {
                WriteResult result = live.write(piece, 0, length);
                if (result == WriteResult.ENDED) {
                    return;
                }
            }
            live.mark("sentence 1");
        }
    }

    static WriteResult pushWithPatience(LivePlayback live, short[] pcm) throws InterruptedException {
        return live.write(pcm, 0, pcm.length, Duration.ofSeconds(5));
    }

    static void callerSpeaks(StreamSession session) {
        session.hold();
    }

    static void callerMeantIt(StreamSession session, boolean isInterruption) {
        if (isInterruption) {
            session.discard();
        } else {
            session.resume();
        }
    }

    static void truth(Playback playback) {
        PlaybackPosition now = playback.position();
        log.info(
                "{} ms confirmed, at most {} ms heard",
                now.confirmed().toMillis(),
                now.estimated().toMillis());
        playback.result().thenAccept(PlaybackSnippets::ended);
    }

    private static void ended(PlaybackResult result) {
        switch (result.outcome()) {
            case PLAYED -> log.info("heard to the end");
            case INTERRUPTED ->
                log.info("interrupted after {} ms", result.heard().toMillis());
            case FAILED -> log.warn("{}: {}", result.cause(), result.reason());
        }
    }

    static void progress(StreamSession session, AudioSource story) {
        session.play(
                story,
                PlaybackOptions.builder()
                        .progress(Duration.ofSeconds(1), position -> log.info("heard {}", position.confirmed()))
                        .build());
    }
}
