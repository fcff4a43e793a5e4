package io.github.telnyxstream.agent.openai;

import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechToSpeech;
import io.github.telnyxstream.agent.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** What a talk and its answers tell, in order; also the tools that they call. */
final class Told implements SpeechToSpeech.Listener, SpeechToSpeech.AnswerSink, Toolbox {
    private final LinkedBlockingQueue<String> news = new LinkedBlockingQueue<>();
    final List<Short> samples = new ArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> result = new CompletableFuture<>();
    volatile int rateHz;
    volatile @Nullable ServiceFailure failure;

    /** The next news; waits as long as it takes, the build's own limit is the only one. */
    String next() throws InterruptedException {
        return news.take();
    }

    boolean isQuiet() {
        return news.isEmpty();
    }

    @Override
    public void speechBegan() {
        news.add("speech began");
    }

    @Override
    public void turnEnded(String turn) {
        news.add("turn " + turn);
    }

    @Override
    public void said(String turn, String text) {
        news.add("said " + turn + " " + text);
    }

    @Override
    public synchronized void audio(short[] pcm, int offset, int lengthSamples, int sampleRateHz) {
        rateHz = sampleRateHz;
        for (int i = offset; i < offset + lengthSamples; i++) {
            samples.add(pcm[i]);
        }
        news.add("audio " + lengthSamples);
    }

    @Override
    public void words(String piece) {
        news.add("words " + piece);
    }

    @Override
    public void pause() {
        news.add("pause");
    }

    @Override
    public void cost(double amount) {
        news.add("cost " + amount);
    }

    @Override
    public void done() {
        news.add("done");
    }

    @Override
    public void failed(ServiceFailure told) {
        failure = told;
        news.add("failed " + told.kind() + " " + told.reason());
    }

    @Override
    public List<AgentTool> tools() {
        return List.of();
    }

    @Override
    public CompletionStage<String> call(String name, String argumentsJson) {
        calls.add(name + argumentsJson);
        return result;
    }
}
