package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Utterance.Sentence;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.LivePlayback;
import io.github.telnyxstream.stream.PlaybackOptions;
import io.github.telnyxstream.stream.PlaybackResult;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.WriteResult;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call by its media stream: each sentence is a playback of its own, so that the engine's marks tell what of it was heard. */
record StreamLine(StreamSession session) implements AgentLine {

    @Override
    public @Nullable String callControlId() {
        return session.callControlId();
    }

    @Override
    public MediaFormat outboundFormat() {
        return session.outboundFormat();
    }

    @Override
    public boolean hold() {
        return session.hold();
    }

    @Override
    public void resume() {
        session.resume();
    }

    @Override
    public void interrupt() {
        session.interrupt();
    }

    @Override
    public Sounding open(Sentence sentence) {
        LivePlayback playback = session.playLive(
                sentence.rateHz,
                PlaybackOptions.builder()
                        .protectedFromBargeIn(sentence.utterance.isProtected)
                        .build());
        return new Played(playback);
    }

    @Override
    public void close() {
        session.close();
    }

    private record Played(LivePlayback playback) implements Sounding {
        @Override
        public boolean write(short[] pcm) {
            return playback.write(pcm) != WriteResult.FULL;
        }

        @Override
        public void end() {
            playback.end();
        }

        @Override
        public Duration heardFor() {
            return playback.position().estimated();
        }

        @Override
        public void whenOver(Consumer<PlaybackResult> told) {
            CompletionStage<Void> unused = playback.result().thenAccept(told);
        }
    }
}
