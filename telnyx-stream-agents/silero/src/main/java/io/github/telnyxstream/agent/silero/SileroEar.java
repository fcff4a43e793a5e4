package io.github.telnyxstream.agent.silero;

import io.github.telnyxstream.agent.SpeechEar;
import io.github.telnyxstream.codec.dsp.Resampler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One caller's ear: cuts audio into the model's windows of 32 ms and makes speech of its answers. */
final class SileroEar implements SpeechEar {
    private static final int WINDOW_MILLIS = 32;
    private static final float BEGINS = 0.5f;
    private static final float GOES_ON = 0.35f;
    /** A single window may be a click. */
    private static final int WINDOWS_TO_BEGIN = 2;

    private final SileroModel model;
    private final int rateHz;
    private final @Nullable Resampler resampler;
    private final int context;
    private final int hangoverWindows;
    /** The end of the last window, then the present one. */
    private final float[] window;

    private final float[] state = SileroModel.newState();
    private short[] resampled = new short[0];
    private int filled;
    private int likely;
    private int unlikely;
    private long speechWindows;
    private long silentWindows;
    private boolean isSpeech;

    SileroEar(SileroModel model, int sampleRateHz, Duration hangover) {
        if (sampleRateHz < 8000 || sampleRateHz > 48000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
        }
        this.model = model;
        this.rateHz = sampleRateHz == 8000 ? 8000 : 16000;
        this.resampler = sampleRateHz == rateHz ? null : Resampler.of(sampleRateHz, rateHz);
        this.context = rateHz / 250;
        this.hangoverWindows = Math.max(1, (int) Math.ceil(hangover.toMillis() / (double) WINDOW_MILLIS));
        this.window = new float[context + rateHz * WINDOW_MILLIS / 1000];
        this.filled = context;
    }

    @Override
    public boolean offer(short[] pcm, int offset, int lengthSamples) {
        Resampler between = resampler;
        if (between == null) {
            take(pcm, offset, lengthSamples);
        } else {
            int most = between.maxOutputSamples(lengthSamples);
            if (resampled.length < most) {
                resampled = new short[most];
            }
            take(resampled, 0, between.process(pcm, offset, lengthSamples, resampled, 0));
        }
        return isSpeech;
    }

    private void take(short[] pcm, int offset, int lengthSamples) {
        for (int i = offset; i < offset + lengthSamples; i++) {
            window[filled++] = pcm[i] / 32768f;
            if (filled == window.length) {
                judge(model.ask(window, state, rateHz));
                System.arraycopy(window, window.length - context, window, 0, context);
                filled = context;
            }
        }
    }

    private void judge(float probability) {
        if (isSpeech) {
            unlikely = probability < GOES_ON ? unlikely + 1 : 0;
            speechWindows++;
            if (unlikely >= hangoverWindows) {
                isSpeech = false;
                silentWindows = unlikely;
                likely = 0;
            }
            return;
        }
        silentWindows++;
        likely = probability >= BEGINS ? likely + 1 : 0;
        if (likely >= WINDOWS_TO_BEGIN) {
            isSpeech = true;
            speechWindows = likely;
            unlikely = 0;
        }
    }

    @Override
    public Duration speechFor() {
        return isSpeech ? Duration.ofMillis(speechWindows * WINDOW_MILLIS) : Duration.ZERO;
    }

    @Override
    public Duration silenceFor() {
        return isSpeech ? Duration.ZERO : Duration.ofMillis(silentWindows * WINDOW_MILLIS);
    }
}
