package io.github.telnyxstream.testkit.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerScriptTest {
    private static final short[] SILENCE = new short[160];

    private boolean streaming;
    private final List<String> happened = new ArrayList<>();
    private final Line line = new Line() {
        @Override
        public void pressed(char digit) {
            happened.add("press " + digit);
        }

        @Override
        public void hungUp() {
            happened.add("hang up");
        }

        @Override
        public void speaking(long millis) {
            happened.add("speak " + millis);
        }

        @Override
        public void spoke(String words) {
            happened.add("spoke" + (words.isEmpty() ? "" : " " + words));
        }

        @Override
        public boolean isStreaming() {
            return streaming;
        }

        @Override
        public void heardBeep() {
            happened.add("beep");
        }

        @Override
        public void gaveUp(String what) {
            happened.add("gave up " + what);
        }
    };

    private CallerScript script(Caller.Builder caller) {
        return new CallerScript(caller.build(), line, 1);
    }

    private static List<short[]> framesOf(short[] pcm) {
        List<short[]> frames = new ArrayList<>();
        for (int at = 0; at + 160 <= pcm.length; at += 160) {
            frames.add(Arrays.copyOfRange(pcm, at, at + 160));
        }
        return frames;
    }

    private static void hear(CallerScript script, List<short[]> frames) {
        frames.forEach(script::next);
    }

    private static void silence(CallerScript script, int frames) {
        for (int i = 0; i < frames; i++) {
            script.next(SILENCE);
        }
    }

    @Test
    void doesOneThingAfterTheOther() {
        short[] speech = new short[320];
        Arrays.fill(speech, (short) 7000);
        CallerScript script = script(Caller.builder()
                .pause(Duration.ofMillis(40))
                .speak(speech)
                .press("1#")
                .hangUp());

        assertThat(script.next(SILENCE)).doesNotContain(7000);
        assertThat(script.next(SILENCE)).doesNotContain(7000);
        assertThat(script.next(SILENCE)).containsOnly(7000);
        assertThat(script.next(SILENCE)).containsOnly(7000);
        assertThat(script.next(SILENCE)).doesNotContain(7000);
        silence(script, 30);

        assertThat(happened).containsExactly("speak 40", "spoke", "press 1", "press #", "hang up");
    }

    @ParameterizedTest
    @ValueSource(doubles = {425, 440, 800, 1000, 1400, 2000})
    void hearsABeepOfAnyUsualPitchOnceItIsOver(double hertz) {
        CallerScript script =
                script(Caller.builder().awaitBeep(Duration.ofSeconds(10)).hangUp());
        List<short[]> beep = framesOf(ToneGenerator.of(hertz, 8000, -15).beep(Duration.ofMillis(200)));

        hear(script, beep);
        assertThat(happened).isEmpty();
        script.next(SILENCE);

        assertThat(happened).containsExactly("beep", "hang up");
    }

    @Test
    void takesNeitherNoiseNorTwoTonesNorAClickForABeep() {
        CallerScript script = script(Caller.builder().awaitBeep(Duration.ofSeconds(60)));
        Random random = new Random(5);
        short[] sound = new short[8000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) (random.nextGaussian() * 2000);
        }
        hear(script, framesOf(sound));
        for (int i = 0; i < sound.length; i++) {
            double turn = 2 * Math.PI * i / 8000;
            sound[i] = (short) (3000 * Math.sin(697 * turn) + 3000 * Math.sin(1336 * turn));
        }
        hear(script, framesOf(sound));
        hear(script, framesOf(ToneGenerator.of(1000, 8000, -15).beep(Duration.ofMillis(60))));
        silence(script, 5);

        assertThat(happened).isEmpty();
    }

    @Test
    void waitsUntilAnAnnouncementIsOver() {
        CallerScript script =
                script(Caller.builder().awaitHeard(Duration.ofSeconds(60)).hangUp());
        short[] loud = new short[160];
        Arrays.fill(loud, (short) 5000);

        silence(script, 50);
        hear(script, List.of(loud, loud, loud));
        silence(script, 20);
        hear(script, List.of(loud));
        silence(script, 34);
        assertThat(happened).isEmpty();
        silence(script, 1);

        assertThat(happened).containsExactly("hang up");
    }

    @Test
    void hangsUpWhenNothingComes() {
        CallerScript script =
                script(Caller.builder().awaitBeep(Duration.ofSeconds(1)).press("1"));

        silence(script, 60);

        assertThat(happened).containsExactly("gave up a beep", "hang up");
    }

    @Test
    void losesPatienceInTheEnd() {
        CallerScript script = script(Caller.builder().patience(Duration.ofSeconds(1)));

        silence(script, 60);

        assertThat(happened).containsExactly("gave up the end of the call", "hang up");
    }

    @Test
    void uttersNoiseOfTheLevelAskedFor() {
        CallerScript script = script(Caller.builder().comfortNoise(-35));
        double energy = 0;
        for (int i = 0; i < 100; i++) {
            for (short sample : script.next(SILENCE)) {
                energy += (double) sample * sample;
            }
        }
        double level = 20 * Math.log10(Math.sqrt(energy / 16000) / 32768);

        assertThat(level).isBetween(-35.5, -34.5);
    }

    @Test
    void knowsOnlyKeysOfATelephone() {
        assertThatThrownBy(() -> Caller.builder().press("x")).isInstanceOf(IllegalArgumentException.class);
    }

    private static short[] voice() {
        return Murmur.lasting(1000);
    }

    private int framesUntilItSpeaks(CallerScript script, List<short[]> heard) {
        int frames = 0;
        while (happened.isEmpty() && frames < 1000) {
            script.next(frames < heard.size() ? heard.get(frames) : SILENCE);
            frames++;
        }
        return frames;
    }

    @Test
    void speaksWhenAStreamStaysSilentOrWhenTheGreetingIsOver() {
        Caller.Builder caller =
                Caller.builder().awaitListening(Duration.ofSeconds(10)).say("Hi");
        streaming = true;
        assertThat(framesUntilItSpeaks(script(caller), List.of())).isEqualTo(75);

        happened.clear();
        assertThat(framesUntilItSpeaks(script(caller), framesOf(voice()))).isBetween(80, 90);

        happened.clear();
        streaming = false;
        assertThat(framesUntilItSpeaks(script(caller), framesOf(voice()))).isBetween(80, 90);
    }

    /** The frames from the end of what was said until the next thing happens, while the application says this. */
    private int framesUntilTheNextTurn(CallerScript script, List<short[]> answer) {
        while (happened.stream().noneMatch(event -> event.startsWith("spoke") || event.startsWith("press"))) {
            script.next(SILENCE);
        }
        happened.clear();
        return framesUntilItSpeaks(script, answer);
    }

    @Test
    void waitsForAnAnswerAndItsEndBeforeItSpeaksAgain() {
        Caller.Builder caller = Caller.builder()
                .awaitListening(Duration.ofSeconds(10))
                .say("Hi")
                .awaitListening(Duration.ofSeconds(10))
                .say("Bye");
        for (boolean isStreaming : List.of(true, false)) {
            streaming = isStreaming;
            happened.clear();
            CallerScript script = script(caller);
            hear(script, framesOf(voice()));
            List<short[]> answer = new ArrayList<>(Collections.nCopies(100, SILENCE));
            answer.addAll(framesOf(voice()));

            assertThat(framesUntilTheNextTurn(script, answer)).isBetween(180, 190);
        }
    }

    @Test
    void speaksAgainWhenThereIsNoAnswer() {
        CallerScript script = script(Caller.builder()
                .awaitListening(Duration.ofSeconds(10))
                .say("Hi")
                .awaitListening(Duration.ofSeconds(10))
                .say("Bye"));
        hear(script, framesOf(voice()));

        assertThat(framesUntilTheNextTurn(script, List.of())).isEqualTo(149);
    }

    @Test
    void waitsForAnAnswerToAKeyToo() {
        CallerScript script = script(Caller.builder()
                .awaitListening(Duration.ofSeconds(10))
                .press("1")
                .awaitListening(Duration.ofSeconds(10))
                .say("Bye"));
        hear(script, framesOf(voice()));

        assertThat(framesUntilTheNextTurn(script, framesOf(voice()))).isBetween(80, 90);
    }

    /** An application that says back what it hears sends the line's noise back. */
    @Test
    void takesTheEchoOfItsOwnNoiseForSilence() {
        streaming = true;
        CallerScript script = script(Caller.builder()
                .comfortNoise(-35)
                .awaitListening(Duration.ofSeconds(10))
                .say("Hi"));
        short[] heard = SILENCE;
        int frames = 0;
        while (happened.isEmpty()) {
            heard = script.next(heard);
            frames++;
        }
        assertThat(happened).containsExactly("speak 300");
        assertThat(frames).isEqualTo(75);
    }

    @Test
    void interruptsInTheMiddleOfWhatItHears() {
        Caller.Builder caller = Caller.builder()
                .interruptAfter(Duration.ofMillis(500), Duration.ofSeconds(10))
                .say("Stop");
        assertThat(framesUntilItSpeaks(script(caller), framesOf(Murmur.lasting(3000))))
                .isBetween(25, 32);
    }

    @Test
    void knowsTheWordsThatItSays() {
        CallerScript script = script(Caller.builder().say("Hello"));
        for (int frame = 0; frame < 20; frame++) {
            script.next(SILENCE);
        }
        assertThat(happened).containsExactly("speak 300", "spoke Hello");
    }
}
