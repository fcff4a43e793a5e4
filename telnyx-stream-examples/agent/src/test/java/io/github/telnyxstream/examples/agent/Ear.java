package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.sphinx.SphinxRecognizer;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.VoiceActivity;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Listens to audio as a call would bring it. */
final class Ear implements SpeechRecognizer.Listener {
    private static final int FRAME = 160;
    private static final Duration PAUSE = Duration.ofMillis(600);

    private final SpeechRecognizer.Recognition recognition;
    private final List<String> heard = new ArrayList<>();
    private long frames;

    Ear(SphinxRecognizer recognizer) {
        recognition = recognizer.open("en-US", this);
    }

    /** One utterance on a line with a little noise, through µ-law; empty when it was refused. */
    String hear(short[] speech) throws Exception {
        Random random = new Random(speech.length);
        short[] line = new short[speech.length + 16_000];
        System.arraycopy(speech, 0, line, 8000, speech.length);
        for (int i = 0; i < line.length; i++) {
            line[i] += (short) (random.nextGaussian() * 8);
        }
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
        byte[] bytes = new byte[line.length];
        codec.encode(line, 0, line.length, bytes, 0);
        codec.decode(bytes, 0, bytes.length, line, 0);
        for (int at = 0; at + FRAME <= line.length; at += FRAME) {
            offer(line, at);
        }
        recognition.finish();
        return heard.remove(heard.size() - 1);
    }

    /** What is said in a recording, one text for each stretch without a pause. */
    List<String> listen(short[] recording) throws Exception {
        VoiceActivity activity = VoiceActivity.of(8000, PAUSE);
        boolean wasActive = false;
        for (int at = 0; at + FRAME <= recording.length; at += FRAME) {
            boolean isActive = activity.offer(recording, at, FRAME);
            offer(recording, at);
            if (wasActive && !isActive) {
                recognition.finish();
            }
            wasActive = isActive;
        }
        if (wasActive) {
            // it ends with a word
            recognition.finish();
        }
        return List.copyOf(heard);
    }

    private void offer(short[] pcm, int at) throws Exception {
        recognition.accept(MediaFrame.of(
                new MediaEvent("stream", ++frames, Track.INBOUND, frames, frames * 20, new byte[0]),
                MediaFormat.PCMU,
                Arrays.copyOfRange(pcm, at, at + FRAME),
                0));
    }

    @Override
    public void partial(String text) {
        throw new AssertionError("Sphinx gives no partial texts");
    }

    @Override
    public void finalText(String text, @Nullable Double confidence) {
        heard.add(text);
    }

    @Override
    public void endOfTurn() {
        throw new AssertionError("Sphinx does not end turns");
    }

    @Override
    public void failed(ServiceFailure failure) {
        throw new AssertionError(failure.reason());
    }
}
