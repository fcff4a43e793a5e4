package io.github.telnyxstream.examples.voicebot;

import io.github.telnyxstream.codec.dsp.VoiceActivity;
import io.github.telnyxstream.stream.LivePlayback;
import io.github.telnyxstream.stream.PlaybackOptions;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says back what it heard, as a bot that asks a speech service says what that returns. Whoever speaks meanwhile silences
 * it at once; a cough lets it go on where it was, and only who goes on speaking has interrupted it.
 */
public final class VoiceBotListener implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(VoiceBotListener.class);
    private static final Duration MEANT = Duration.ofMillis(400);

    private final List<MediaFrame> heard = new ArrayList<>();
    private @Nullable VoiceActivity ear;

    @Override
    public void onStart(StreamSession session, StartEvent start) {
        session.play(AudioSource.tone(440, Duration.ofMillis(300), 8000), PlaybackOptions.protectedFromBargeIn());
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        VoiceActivity listening = ear == null ? VoiceActivity.of(frame.format().sampleRateHz()) : ear;
        ear = listening;
        boolean wasSpeaking = listening.isSpeech();
        boolean isSpeaking = listening.offer(frame.pcm(), 0, frame.pcm().length);
        if (isSpeaking) {
            heard.add(frame);
            if (!wasSpeaking) {
                session.hold();
            } else if (listening.speechFor().compareTo(MEANT) >= 0) {
                session.discard();
            }
        } else if (wasSpeaking) {
            ended(session);
        }
    }

    private void ended(StreamSession session) {
        if (!session.resume() && !heard.isEmpty()) {
            answer(session, heard.get(0).format().sampleRateHz());
        }
        heard.clear();
    }

    private void answer(StreamSession session, int sampleRateHz) {
        try (LivePlayback answer = session.playLive(sampleRateHz)) {
            heard.forEach(frame -> answer.write(frame.pcm()));
            answer.result()
                    .thenAccept(end -> log.info(
                            "answer {}, heard {} ms", end.outcome(), end.heard().toMillis()));
        }
    }
}
