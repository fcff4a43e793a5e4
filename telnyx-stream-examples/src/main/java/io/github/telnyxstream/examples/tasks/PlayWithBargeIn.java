package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.codec.dsp.VoiceActivity;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays a prompt until it is over or the caller speaks, and says how much of it was heard. */
public final class PlayWithBargeIn implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(PlayWithBargeIn.class);

    private final Supplier<AudioSource> prompt;
    private @Nullable VoiceActivity ear;

    /**
     * A call.
     *
     * @param prompt opens the prompt
     */
    public PlayWithBargeIn(Supplier<AudioSource> prompt) {
        this.prompt = prompt;
    }

    // snippet: barge-in
    @Override
    public void onStart(StreamSession session, StartEvent start) {
        session.play(prompt.get())
                .result()
                .thenAccept(end -> log.info(
                        "prompt {}, heard {} ms", end.outcome(), end.heard().toMillis()));
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        if (ear == null) {
            ear = VoiceActivity.of(frame.format().sampleRateHz());
        }
        if (ear.offer(frame.pcm(), 0, frame.pcm().length)) {
            session.interrupt();
        }
    }
    // end of snippet
}
