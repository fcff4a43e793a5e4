package io.github.telnyxstream.testkit.caller;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.testkit.fault.LineFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A person with a telephone: their number, their line and what they do in a call, step by step. The same value can be
 * used for many calls. A script that does not end with hanging up stays on the line until the application hangs up.
 *
 * <pre>{@code
 * Caller caller = Caller.builder()
 *         .from("+15550100001")
 *         .to("+15550100002")
 *         .awaitBeep(Duration.ofSeconds(30))
 *         .speak(Path.of("message.wav"))
 *         .press("#")
 *         .build();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Caller {
    private static final int FRAME_MILLIS = 20;

    private final String from;
    private final String to;
    private final Encoding codec;
    private final List<Step> steps;
    private final Duration patience;
    private final Duration ringing;
    private final Duration answersAfter;
    private final Pickup pickup;
    private final LineFaults faults;
    private final double noiseAmplitude;
    private final String transcript;

    private Caller(Builder builder) {
        from = builder.from;
        to = builder.to;
        codec = builder.codec;
        steps = List.copyOf(builder.steps);
        patience = builder.patience;
        ringing = builder.ringing;
        answersAfter = builder.answersAfter;
        pickup = builder.pickup;
        faults = builder.faults;
        noiseAmplitude = builder.noiseAmplitude;
        transcript = builder.transcript;
    }

    /** What a person does when their own phone rings because the application dialled. */
    public enum Pickup {
        /** Answers after the ringing time. */
        ANSWERS,
        /** Is on the phone already. */
        IS_BUSY,
        /** Lets it ring. */
        DOES_NOT_ANSWER
    }

    /**
     * A caller without a script: is silent until the application hangs up.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The caller's number.
     *
     * @return E.164
     */
    public String from() {
        return from;
    }

    /**
     * The number called.
     *
     * @return E.164
     */
    public String to() {
        return to;
    }

    /**
     * What the phone line speaks.
     *
     * @return {@link Encoding#PCMU} or {@link Encoding#PCMA}
     */
    public Encoding codec() {
        return codec;
    }

    /**
     * How long a call to the application rings until the caller gives up.
     *
     * @return a duration
     */
    public Duration ringing() {
        return ringing;
    }

    /**
     * How long a call from the application rings until this person answers.
     *
     * @return a duration
     */
    public Duration answersAfter() {
        return answersAfter;
    }

    /**
     * What this person does when called.
     *
     * @return answers, is busy or does not answer
     */
    public Pickup pickup() {
        return pickup;
    }

    /**
     * What goes wrong on the media stream.
     *
     * @return faults, or {@link LineFaults#NONE}
     */
    public LineFaults faults() {
        return faults;
    }

    /**
     * What the carrier's transcription of this person's message says.
     *
     * @return a text
     */
    public String transcript() {
        return transcript;
    }

    List<Step> steps() {
        return steps;
    }

    long patienceFrames() {
        return patience.toMillis() / FRAME_MILLIS;
    }

    double noiseAmplitude() {
        return noiseAmplitude;
    }

    /** Writes the script; steps happen in the order of the calls. One thread at a time. */
    public static final class Builder {
        private String from = "+15550100001";
        private String to = "+15550100002";
        private Encoding codec = Encoding.PCMU;
        private final List<Step> steps = new ArrayList<>();
        private Duration patience = Duration.ofMinutes(10);
        private Duration ringing = Duration.ofSeconds(30);
        private Duration answersAfter = Duration.ofSeconds(1);
        private Pickup pickup = Pickup.ANSWERS;
        private LineFaults faults = LineFaults.NONE;
        private double noiseAmplitude = amplitudeOf(-50);
        private String transcript = "Hello, please call me back.";

        private Builder() {}

        /**
         * Sets the caller's number.
         *
         * @param number E.164
         * @return this
         */
        public Builder from(String number) {
            from = Objects.requireNonNull(number, "number");
            return this;
        }

        /**
         * Sets the number called.
         *
         * @param number E.164
         * @return this
         */
        public Builder to(String number) {
            to = Objects.requireNonNull(number, "number");
            return this;
        }

        /**
         * Chooses what the phone line speaks.
         *
         * @param encoding PCMU (North America, Japan) or PCMA (elsewhere)
         * @return this
         * @throws IllegalArgumentException for another encoding
         */
        public Builder codec(Encoding encoding) {
            if (encoding != Encoding.PCMU && encoding != Encoding.PCMA) {
                throw new IllegalArgumentException("codec " + encoding + " is not one of a phone line: PCMU or PCMA");
            }
            codec = encoding;
            return this;
        }

        /**
         * Step: says nothing for a while.
         *
         * @param duration rounded down to 20 ms
         * @return this
         */
        public Builder pause(Duration duration) {
            steps.add(new Step.Pause(frames(duration)));
            return this;
        }

        /**
         * Step: says something, at 20 ms a frame; the last frame is filled up with the line's noise.
         *
         * @param pcm 8 kHz mono samples; copied
         * @return this
         */
        public Builder speak(short[] pcm) {
            steps.add(new Step.Speak(pcm.clone()));
            return this;
        }

        /**
         * Step: says what is in a WAV file.
         *
         * @param wav a WAV file at 8 kHz; several channels are mixed
         * @return this
         * @throws IOException if it cannot be read or has another sample rate
         */
        public Builder speak(Path wav) throws IOException {
            steps.add(new Step.Speak(WavSpeech.read(wav)));
            return this;
        }

        /**
         * Step: presses keys, 200 ms apart. They reach the application as {@code dtmf} messages on the stream and as
         * {@code call.dtmf.received} webhooks; nothing of it is audible, as on a line with telephone events.
         *
         * @param digits of {@code 0-9*#A-D}
         * @return this
         */
        public Builder press(String digits) {
            for (int i = 0; i < digits.length(); i++) {
                char digit = digits.charAt(i);
                if ("0123456789*#ABCD".indexOf(digit) < 0) {
                    throw new IllegalArgumentException("digit " + digit + " is not on a telephone");
                }
                steps.add(new Step.Press(digit));
            }
            return this;
        }

        /**
         * Step: listens until a beep is over (a pure tone of 100 ms or more).
         *
         * @param limit after which the caller hangs up instead
         * @return this
         */
        public Builder awaitBeep(Duration limit) {
            steps.add(new Step.AwaitBeep(frames(limit)));
            return this;
        }

        /**
         * Step: listens until something was heard and is over, that is, until 700 ms of silence.
         *
         * @param limit after which the caller hangs up instead
         * @return this
         */
        public Builder awaitHeard(Duration limit) {
            steps.add(new Step.AwaitHeard(35, frames(limit)));
            return this;
        }

        /**
         * Step: hangs up. Steps after it are never reached.
         *
         * @return this
         */
        public Builder hangUp() {
            steps.add(new Step.HangUp());
            return this;
        }

        /**
         * Sets how long an answered call may last before the caller hangs up; ten minutes unless set.
         *
         * @param limit at least 20 ms
         * @return this
         */
        public Builder patience(Duration limit) {
            patience = limit;
            return this;
        }

        /**
         * Sets how long a call to the application rings until the caller gives up.
         *
         * @param duration 30 s unless set
         * @return this
         */
        public Builder ringing(Duration duration) {
            ringing = duration;
            return this;
        }

        /**
         * Sets how long a call from the application rings until this person answers.
         *
         * @param duration one second unless set
         * @return this
         */
        public Builder answersAfter(Duration duration) {
            answersAfter = duration;
            return this;
        }

        /**
         * Chooses what this person does when the application dials them.
         *
         * @param value answers, unless set
         * @return this
         */
        public Builder pickup(Pickup value) {
            pickup = value;
            return this;
        }

        /**
         * Makes the media stream faulty.
         *
         * @param value what goes wrong
         * @return this
         */
        public Builder faults(LineFaults value) {
            faults = value;
            return this;
        }

        /**
         * Sets the level of the noise that Telnyx puts where the caller says nothing.
         *
         * @param dbFullScale level of the noise's effective value, for example -50 (the default); one field report says
         *     that the real one is about -35
         * @return this
         */
        public Builder comfortNoise(double dbFullScale) {
            noiseAmplitude = amplitudeOf(dbFullScale);
            return this;
        }

        /**
         * Scripts the carrier's transcription of a recording of this person.
         *
         * @param text what {@code transcription_text} will say
         * @return this
         */
        public Builder transcript(String text) {
            transcript = text;
            return this;
        }

        /**
         * Makes the value.
         *
         * @return a caller
         */
        public Caller build() {
            return new Caller(this);
        }

        private static int frames(Duration duration) {
            return Math.toIntExact(duration.toMillis() / FRAME_MILLIS);
        }

        /** Evenly distributed noise has an effective value of its amplitude divided by the root of three. */
        private static double amplitudeOf(double dbFullScale) {
            return 32768 * Math.pow(10, dbFullScale / 20) * Math.sqrt(3);
        }
    }
}
