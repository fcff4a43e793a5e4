package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one answer of a speech-to-speech service tells, brought to the loop of the call, fenced, and watched. Confined to
 * that loop but for the sink.
 */
final class SpokenFeed implements SpeechToSpeech.AnswerSink {
    private final CallLoop loop;
    private final Duration patience;
    private final Target target;
    private final Talks talks;
    private CallLoop.@Nullable Timer late;
    private int rateHz;
    private boolean isPaused;
    private boolean isOver;

    /** Where it goes, on the loop; nothing after the end. */
    interface Target {
        void audio(short[] piece, int sampleRateHz);

        void words(String piece);

        /** Tools are called. */
        void pause();

        void done();

        void failed(ServiceFailure failure);

        /** The service makes it. */
        void begun(SpeechToSpeech.Answer answer);
    }

    /** Whose talk it is. */
    interface Talks {
        /** The service has been silent for too long. */
        void late(ServiceFailure failure);

        /** The service works. */
        void alive();

        void cost(double amount);
    }

    SpokenFeed(CallLoop loop, Duration patience, Target target, Talks talks) {
        this.loop = loop;
        this.patience = patience;
        this.target = target;
        this.talks = talks;
        watch();
    }

    /** From any thread. */
    void begun(SpeechToSpeech.Answer begun) {
        loop.execute(() -> target.begun(begun));
    }

    boolean isOver() {
        return isOver;
    }

    /** Nothing more of it is wanted. */
    void end() {
        isOver = true;
        if (late != null) {
            late.cancel();
        }
    }

    void fail(ServiceFailure failure) {
        if (!isOver) {
            end();
            target.failed(failure);
        }
    }

    private void watch() {
        if (late != null) {
            late.cancel();
        }
        late = loop.after(patience, () -> {
            if (!isPaused && !isOver) {
                ServiceFailure failure =
                        ServiceFailure.of(Service.SPEECH, Kind.LATE, "nothing came for " + patience.toMillis() + " ms");
                talks.late(failure);
                fail(failure);
            }
        });
    }

    /** The tools are done. */
    void resume() {
        if (!isOver) {
            isPaused = false;
            watch();
        }
    }

    private void take(Runnable news) {
        loop.execute(() -> {
            if (!isOver) {
                isPaused = false;
                watch();
                news.run();
            }
        });
    }

    @Override
    public void audio(short[] pcm, int offset, int lengthSamples, int sampleRateHz) {
        short[] piece = Arrays.copyOfRange(pcm, offset, offset + lengthSamples);
        take(() -> {
            if (piece.length == 0) {
                return;
            }
            if (sampleRateHz < 8000 || sampleRateHz > 48000 || (rateHz != 0 && rateHz != sampleRateHz)) {
                fail(ServiceFailure.of(
                        Service.SPEECH,
                        Kind.REFUSED,
                        "audio came at " + sampleRateHz + " Hz" + (rateHz == 0 ? "" : " after " + rateHz + " Hz")));
                return;
            }
            rateHz = sampleRateHz;
            talks.alive();
            target.audio(piece, sampleRateHz);
        });
    }

    @Override
    public void words(String piece) {
        take(() -> target.words(piece));
    }

    @Override
    public void pause() {
        take(() -> {
            isPaused = true;
            target.pause();
        });
    }

    @Override
    public void cost(double amount) {
        loop.execute(() -> talks.cost(amount));
    }

    @Override
    public void done() {
        take(() -> {
            end();
            target.done();
        });
    }

    @Override
    public void failed(ServiceFailure failure) {
        loop.execute(() -> fail(failure));
    }
}
