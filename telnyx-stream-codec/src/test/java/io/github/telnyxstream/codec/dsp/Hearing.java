package io.github.telnyxstream.codec.dsp;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What {@link VoiceActivity} and {@link SpeechDetector} make of the same audio, through G.711. The numbers are those of
 * {@code docs/hearing.md}, which {@link #main} prints.
 */
final class Hearing {
    static final List<String> WORDS = List.of("words-man", "words-woman", "words-scot", "words-robot");

    private static final int FRAME = 160;
    private static final int LEAD = 16000;
    private static final int EVENTS = 100;

    private Hearing() {}

    /** Something that listens beside {@link VoiceActivity}. */
    @FunctionalInterface
    interface Ear {
        boolean offer(short[] pcm, int offset, int lengthSamples);
    }

    private static Ear speechDetector() {
        return SpeechDetector.of(8000)::offer;
    }

    /** How often each of them heard speech. */
    record Heard(double activity, double speech) {}

    /** The share of the events in which speech was heard at all. */
    static Heard events(Function<Random, short[]> sound, double noiseDbov) {
        return events(sound, noiseDbov, Hearing::speechDetector);
    }

    static Heard events(Function<Random, short[]> sound, double noiseDbov, Supplier<? extends Ear> other) {
        int activity = 0;
        int speech = 0;
        for (int seed = 0; seed < EVENTS; seed++) {
            Random random = new Random(77L * seed + 1);
            short[] line = line(sound.apply(random), noiseDbov, random);
            Ears ears = new Ears(other.get());
            for (int at = 0; at + FRAME <= line.length; at += FRAME) {
                ears.offer(line, at);
            }
            activity += ears.framesOfActivity > 0 ? 1 : 0;
            speech += ears.framesOfSpeech > 0 ? 1 : 0;
        }
        return new Heard((double) activity / EVENTS, (double) speech / EVENTS);
    }

    /** The share of the time in which speech was heard, from the third second on. */
    static Heard steady(short[] sound) {
        return steady(sound, speechDetector());
    }

    private static Heard steady(short[] sound, Ear other) {
        short[] line = throughG711(sound);
        Ears ears = new Ears(other);
        for (int at = 0; at + FRAME <= line.length; at += FRAME) {
            if (at == LEAD) {
                ears.framesOfActivity = 0;
                ears.framesOfSpeech = 0;
            }
            ears.offer(line, at);
        }
        double frames = (line.length - LEAD) / (double) FRAME;
        return new Heard(ears.framesOfActivity / frames, ears.framesOfSpeech / frames);
    }

    /** How much later speech was heard than activity, in ms, sorted; what was not heard at all is a second late. */
    static List<Integer> delays(List<String> recordings, double gain, double noiseDbov) {
        return delays(recordings, gain, noiseDbov, Hearing::speechDetector);
    }

    private static List<Integer> delays(
            List<String> recordings, double gain, double noiseDbov, Supplier<? extends Ear> other) {
        List<Integer> delays = new ArrayList<>();
        for (String recording : recordings) {
            short[] spoken = Recordings.speech(recording);
            Levels.amplify(spoken, 0, spoken.length, gain);
            short[] line = line(spoken, noiseDbov, new Random(8));
            Ears ears = new Ears(other.get());
            for (int at = 0; at + FRAME <= line.length; at += FRAME) {
                ears.offer(line, at);
                if (ears.hasEnded) {
                    delays.add(ears.delayMillis());
                }
            }
        }
        Collections.sort(delays);
        return delays;
    }

    /** Of the time in which activity was heard, the share in which speech was. */
    static double heldShare(List<String> recordings) {
        return heldShare(recordings, Hearing::speechDetector);
    }

    static double heldShare(List<String> recordings, Supplier<? extends Ear> other) {
        int activity = 0;
        int both = 0;
        for (String recording : recordings) {
            short[] line = line(Recordings.speech(recording), -50, new Random(2));
            Ears ears = new Ears(other.get());
            for (int at = 0; at + FRAME <= line.length; at += FRAME) {
                ears.offer(line, at);
                activity += ears.activity.isSpeech() ? 1 : 0;
                both += ears.activity.isSpeech() && ears.isSpeech ? 1 : 0;
            }
        }
        return (double) both / activity;
    }

    /** Several of the recorded voices at once, each at a speed of its own. */
    static short[] babble(int voices, double levelDbov, Random random, int length) {
        double[] sum = new double[length];
        for (int voice = 0; voice < voices; voice++) {
            short[] speech = Recordings.speech(Recordings.VOICES.get(voice % Recordings.VOICES.size()));
            double at = random.nextInt(speech.length);
            double speed = 0.85 + 0.3 * random.nextDouble();
            for (int i = 0; i < length; i++, at += speed) {
                int before = (int) at;
                double part = at - before;
                sum[i] += speech[before % speech.length] * (1 - part) + speech[(before + 1) % speech.length] * part;
            }
        }
        double power = 0;
        for (double sample : sum) {
            power += sample * sample / length;
        }
        double factor = 32768 * Math.pow(10, levelDbov / 20) / Math.sqrt(power);
        short[] babble = new short[length];
        for (int i = 0; i < length; i++) {
            babble[i] = (short) Math.max(-32768, Math.min(32767, Math.round(sum[i] * factor)));
        }
        return babble;
    }

    /** Two tones in a cadence, as a network sends them. */
    static short[] callProgress(double firstHz, double secondHz, int onMillis, int offMillis, int length) {
        short[] tones = new short[length];
        int on = onMillis * 8;
        int cycle = on + offMillis * 8;
        for (int i = 0; i < length; i++) {
            double time = i / 8000.0;
            double both = Math.sin(2 * Math.PI * firstHz * time) + Math.sin(2 * Math.PI * secondHz * time);
            tones[i] = (short) (i % cycle < on ? 2000 * both : 0);
        }
        return tones;
    }

    private static short[] line(short[] sound, double noiseDbov, Random random) {
        short[] line = Recordings.noise(random, noiseDbov, LEAD + sound.length + 4000);
        Recordings.add(sound, line, LEAD);
        return throughG711(line);
    }

    private static short[] throughG711(short[] pcm) {
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
        byte[] bytes = new byte[pcm.length];
        short[] decoded = new short[pcm.length];
        codec.encode(pcm, 0, pcm.length, bytes, 0);
        codec.decode(bytes, 0, bytes.length, decoded, 0);
        return decoded;
    }

    /** Both detectors, and when each began to hear what is going on. */
    private static final class Ears {
        final VoiceActivity activity = VoiceActivity.of(8000);
        private final Ear speech;
        boolean isSpeech;
        int framesOfActivity;
        int framesOfSpeech;
        boolean hasEnded;
        private int activitySince = -1;
        private int speechSince = -1;
        private int frames;
        private int delayFrames;

        Ears(Ear speech) {
            this.speech = speech;
        }

        void offer(short[] line, int at) {
            boolean active = activity.offer(line, at, FRAME);
            boolean spoken = speech.offer(line, at, FRAME);
            framesOfActivity += active ? 1 : 0;
            isSpeech = spoken;
            framesOfSpeech += spoken ? 1 : 0;
            frames++;
            hasEnded = !active && activitySince >= 0;
            if (hasEnded) {
                delayFrames = speechSince < 0 ? 50 : speechSince - activitySince;
                activitySince = -1;
                speechSince = -1;
            }
            activitySince = active && activitySince < 0 ? frames : activitySince;
            speechSince = active && spoken && speechSince < 0 ? frames : speechSince;
        }

        int delayMillis() {
            return delayFrames * 20;
        }
    }

    /** Prints the tables of {@code docs/hearing.md}. */
    public static void main(String[] arguments) {
        print(Hearing::speechDetector);
    }

    /** The same tables with any ear in the place of ours. */
    static void print(Supplier<? extends Ear> ear) {
        print("cough", events(LineSounds::cough, -50, ear));
        print("breath", events(LineSounds::breath, -50, ear));
        print("click", events(LineSounds::click, -50, ear));
        print("knock", events(LineSounds::knock, -50, ear));
        for (int voices : new int[] {4, 6, 8, 12}) {
            for (double level : new double[] {-46, -40}) {
                print(
                        "babble of " + voices + " at " + level,
                        steady(babble(voices, level, new Random(voices), 480_000), ear.get()));
            }
        }
        print("crackle", steady(LineSounds.crackle(new Random(4), -35, 160_000), ear.get()));
        print("hum", steady(LineSounds.hum(new Random(3), -35, 160_000), ear.get()));
        print("ringing", steady(callProgress(440, 480, 2000, 4000, 480_000), ear.get()));
        print("busy", steady(callProgress(425, 425, 500, 500, 480_000), ear.get()));
        short[] keys = DtmfGenerator.of(8000)
                .generate("0123456789ABCD*#".repeat(8), Duration.ofMillis(150), Duration.ofMillis(150));
        print("keys", steady(keys, ear.get()));
        for (double noise : new double[] {-62, -45, -38}) {
            print("words, noise " + noise, delays(WORDS, 0, noise, ear));
        }
        print("sentences", delays(Recordings.VOICES, 0, -50, ear));
        System.out.printf(
                "held share of sentences %.3f, of words %.3f%n",
                heldShare(Recordings.VOICES, ear), heldShare(WORDS, ear));
    }

    private static void print(String what, Heard heard) {
        System.out.printf("%s | %.0f %% | %.0f %%%n", what, 100 * heard.activity, 100 * heard.speech);
    }

    private static void print(String what, List<Integer> delays) {
        long missed = delays.stream().filter(delay -> delay >= 1000).count();
        long soon = delays.stream().filter(delay -> delay <= 40).count();
        System.out.printf(
                "%s | %d | %d missed | median %d | at most 40 ms: %.0f %% | 90 %%: %d%n",
                what,
                delays.size(),
                missed,
                delays.get(delays.size() / 2),
                100.0 * soon / delays.size(),
                delays.get(delays.size() * 9 / 10));
    }
}
