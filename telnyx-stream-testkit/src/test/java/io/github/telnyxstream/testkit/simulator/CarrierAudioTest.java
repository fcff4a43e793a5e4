package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.simulator.CarrierAudio.Item;
import io.github.telnyxstream.testkit.simulator.CarrierAudio.Origin;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import io.github.telnyxstream.testkit.simulator.media.HeardAudio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CarrierAudioTest {
    private static final int SAMPLES_PER_SECOND = 8_000;
    private static final Duration FRAME = Duration.ofMillis(20);

    private final ManualClock clock = new ManualClock();
    private final List<String> over = new ArrayList<>();

    private Item item(String name, int frames, boolean isPrompt) {
        CompletableFuture<short[]> sound = CompletableFuture.completedFuture(new short[frames * 160]);
        return new Item(Origin.PROMPT, sound, 1, isPrompt, payload -> {}, () -> over.add(name));
    }

    @Test
    @SuppressWarnings("NullAway") // no webhook tells of a prompt
    void stopsNoSpeechBehindAPromptThatIsOverWhenNobodyHadNoticed() {
        try (Ticker ticker = Ticker.on(clock)) {
            CallTime time = new CallTime(ticker, clock.nanoTime());
            Timeline timeline = new Timeline(clock, SAMPLES_PER_SECOND, event -> {}, "call");
            CarrierAudio audio = new CarrierAudio(new HeardAudio(), time, null, timeline, ticker);
            audio.add(item("prompt", 1, true));
            audio.add(item("speech", 5, false));
            clock.advance(FRAME.multipliedBy(2));

            audio.stopPrompt();
            assertThat(over).containsExactly("prompt");

            clock.advance(FRAME.multipliedBy(5));
            audio.play(time.now());
            assertThat(over).containsExactly("prompt", "speech");
        }
    }
}
