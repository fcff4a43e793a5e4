package io.github.telnyxstream.testkit.caller;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.fault.LineFaults;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final boolean isMachine;
    private final int rateHz;
    private final Map<String, String> sipHeaders;

    private Caller(Builder builder) {
        from = builder.from;
        to = builder.to;
        codec = builder.codec;
        steps = List.copyOf(builder.steps());
        patience = builder.patience;
        ringing = builder.ringing;
        answersAfter = builder.answersAfter;
        pickup = builder.pickup;
        faults = builder.faults;
        noiseAmplitude = builder.noiseAmplitude;
        transcript = builder.transcript;
        isMachine = builder.isMachine;
        rateHz = builder.rateHz;
        sipHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(builder.sipHeaders));
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
     * @return the codec of the call's leg
     */
    public Encoding codec() {
        return codec;
    }

    /**
     * What the phone line carries, which an application that asks for no codec of its own receives.
     *
     * @return codec and audio rate
     */
    public MediaFormat lineFormat() {
        return MediaFormat.of(
                codec,
                switch (codec) {
                    case G722, AMR_WB -> 16000;
                    case OPUS -> 48000;
                    case L16 -> rateHz;
                    default -> 8000;
                });
    }

    /**
     * Whether an answering machine picks up instead of a person.
     *
     * @return what Telnyx's machine detection finds out
     */
    public boolean isMachine() {
        return isMachine;
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

    /**
     * What the invitation of this person's telephone bears beside what every one has.
     *
     * @return by name, in the order in which they were given
     */
    public Map<String, String> sipHeaders() {
        return sipHeaders;
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
    public static final class Builder extends CallerSteps {
        private String from = "+15550100001";
        private String to = "+15550100002";
        private Encoding codec = Encoding.PCMU;
        private Duration patience = Duration.ofMinutes(10);
        private Duration ringing = Duration.ofSeconds(30);
        private Duration answersAfter = Duration.ofSeconds(1);
        private Pickup pickup = Pickup.ANSWERS;
        private LineFaults faults = LineFaults.NONE;
        private double noiseAmplitude = amplitudeOf(-50);
        private String transcript = "Hello, please call me back.";
        private boolean isMachine;
        private int rateHz = 8000;
        private final Map<String, String> sipHeaders = new LinkedHashMap<>();

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

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
         * @param encoding PCMU (North America, Japan), PCMA (elsewhere), or for a line in high quality G722, OPUS or AMR-WB,
         *     of which the last two need their module on the path;
         *     L16 too, although no phone speaks it, for applications that have not asked for it by {@code stream_codec}
         * @return this
         * @throws IllegalArgumentException for MP3
         */
        public Builder codec(Encoding encoding) {
            if (encoding == Encoding.MP3) {
                throw new IllegalArgumentException("codec is " + encoding
                        + ", must be one of a phone line: PCMU, PCMA, G722, OPUS, AMR-WB, or L16 for trials");
            }
            codec = encoding;
            return this;
        }

        /**
         * Sets the rate of an L16 line.
         *
         * @param hz 8000 unless set, to 48000
         * @return this
         */
        public Builder sampleRateHz(int hz) {
            rateHz = MediaFormat.l16(hz).sampleRateHz();
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
         * Lets an answering machine pick up: speaks its greeting and a beep as the script says.
         *
         * @return this
         */
        public Builder answeringMachine() {
            isMachine = true;
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
         * Adds a header to the invitation of a call: Telnyx tells of {@code User-to-User} and {@code Diversion} in
         * {@code sip_headers} and of others in {@code custom_headers}.
         *
         * @param name for instance {@code X-Customer}
         * @param value its value
         * @return this
         */
        public Builder sipHeader(String name, String value) {
            sipHeaders.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
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

        /** Evenly distributed noise has an effective value of its amplitude divided by the root of three. */
        private static double amplitudeOf(double dbFullScale) {
            return 32768 * Math.pow(10, dbFullScale / 20) * Math.sqrt(3);
        }
    }
}
