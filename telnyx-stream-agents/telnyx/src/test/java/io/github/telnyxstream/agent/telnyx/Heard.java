package io.github.telnyxstream.agent.telnyx;

import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** What services tell, in order. */
final class Heard implements SpeechRecognizer.Listener, SpeechSynthesizer.Listener {
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    final List<Short> samples = new ArrayList<>();
    volatile int rateHz;
    volatile @Nullable ServiceFailure failure;

    /** The next news; waits as long as it takes, the build's own limit is the only one. */
    String next() throws InterruptedException {
        return news.take();
    }

    @Override
    public void partial(String text) {
        news.add("partial " + text);
    }

    @Override
    public void finalText(String text, @Nullable Double confidence) {
        news.add("final " + text + " " + confidence);
    }

    @Override
    public void endOfTurn() {
        news.add("end of turn");
    }

    @Override
    public synchronized void audio(short[] pcm, int offset, int lengthSamples, int sampleRateHz) {
        rateHz = sampleRateHz;
        for (int i = offset; i < offset + lengthSamples; i++) {
            samples.add(pcm[i]);
        }
    }

    @Override
    public void done() {
        news.add("done");
    }

    @Override
    public void failed(ServiceFailure told) {
        failure = told;
        news.add("failed " + told.kind());
    }
}
