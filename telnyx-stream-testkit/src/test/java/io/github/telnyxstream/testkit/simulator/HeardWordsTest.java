package io.github.telnyxstream.testkit.simulator;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.observation.SpeechWords;
import io.github.telnyxstream.testkit.observation.WordMatch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Words in what the caller heard, as the recogniser that is on the path understands them. */
class HeardWordsTest {

    private static SimulatedCall callThatSays(String... words) {
        try (VirtualBench bench = new VirtualBench()) {
            bench.application.set(new StreamListener() {
                @Override
                public void onStart(StreamSession session, StartEvent event) {
                    session.play(AudioSource.pcm(Sound.RATE_HZ, ToneWords.say(words)));
                }
            });
            SimulatedCall call = bench.call(
                    Caller.builder().pause(Duration.ofSeconds(4)).hangUp().build());
            bench.pass(Duration.ofSeconds(5));
            return call;
        }
    }

    @Test
    void findsTheRecogniserOnThePath() {
        assertThat(SpeechWords.installed()).isInstanceOf(ToneWords.class);
    }

    @Test
    void judgesWhatTheCallerHeardByItsWords() {
        SimulatedCall call = callThatSays("one", "two", "three", "two");

        assertThatCall(call).heardWords("One, two: three!", 1.0).heardWords("two two", 1.0);
        assertThatThrownBy(() -> assertThatCall(call).heardWords("three one", 1.0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but understood was \"one two three two\"");
        assertThatCall(call).heardWords("three one", 0.5);
    }

    @Test
    void countsTheWordsThatCameInTheirOrder() {
        assertThat(WordMatch.of("please leave a message", "uh Please, leave the message."))
                .isEqualTo(new WordMatch(4, 3));
        assertThat(WordMatch.of("a b c", "c b a").share()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(WordMatch.of("hello", "").share()).isZero();
        assertThat(WordMatch.of("Grüß Gott", "grüß gott").share()).isEqualTo(1);
        assertThatThrownBy(() -> WordMatch.of("...", "hello")).isInstanceOf(IllegalArgumentException.class);
    }
}
