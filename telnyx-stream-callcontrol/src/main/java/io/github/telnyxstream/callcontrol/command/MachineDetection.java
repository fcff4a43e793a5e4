package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;

/** Answering machine detection on an outbound leg. Durations default to what Telnyx documents. Immutable. */
public final class MachineDetection extends ParameterGroup {

    private MachineDetection(Parameters parameters) {
        super(parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param mode what is looked for
     */
    public static Builder builder(Mode mode) {
        return new Builder(mode);
    }

    /**
     * {@return the settings with nothing but what is required}
     *
     * @param mode what is looked for
     */
    public static MachineDetection of(Mode mode) {
        return builder(mode).build();
    }

    /** The mode on its own, everything else as the nested object that Telnyx wants. */
    Parameters group() {
        return parameters().split("answering_machine_detection", "answering_machine_detection_config");
    }

    /** What is looked for. */
    public enum Mode implements WireName {
        /** Nothing. */
        DISABLED,
        /** Human or machine. */
        DETECT,
        /** Human or machine, then the beep, for up to 30 s. */
        DETECT_BEEP,
        /** Human or machine by words, for up to 30 s. */
        DETECT_WORDS,
        /** Human or machine, then the end of the greeting. */
        GREETING_END,
        /** Speech recognition; honours total analysis time and greeting duration only. */
        PREMIUM
    }

    /** Builds MachineDetection; one thread at a time. */
    public static final class Builder extends ParameterBuilder<MachineDetection, Builder> {

        private Builder(Mode mode) {
            super(MachineDetection::new);
            choice("answering_machine_detection", mode);
        }

        /**
         * Longest time until a verdict; 3.5 s unless set.
         *
         * @param totalAnalysisTime a time
         * @return this builder
         */
        public Builder totalAnalysisTime(Duration totalAnalysisTime) {
            return millis("total_analysis_time_millis", totalAnalysisTime, 0, 600000);
        }

        /**
         * Silence that ends a greeting; 0.8 s unless set.
         *
         * @param afterGreetingSilence a time
         * @return this builder
         */
        public Builder afterGreetingSilence(Duration afterGreetingSilence) {
            return millis("after_greeting_silence_millis", afterGreetingSilence, 0, 600000);
        }

        /**
         * Silence that separates words; 50 ms unless set.
         *
         * @param betweenWordsSilence a time
         * @return this builder
         */
        public Builder betweenWordsSilence(Duration betweenWordsSilence) {
            return millis("between_words_silence_millis", betweenWordsSilence, 0, 600000);
        }

        /**
         * Speech longer than this is a machine; 3.5 s unless set.
         *
         * @param greetingDuration a time
         * @return this builder
         */
        public Builder greetingDuration(Duration greetingDuration) {
            return millis("greeting_duration_millis", greetingDuration, 0, 600000);
        }

        /**
         * Silence at the start after which the verdict is a machine; 3.5 s unless set.
         *
         * @param initialSilence a time
         * @return this builder
         */
        public Builder initialSilence(Duration initialSilence) {
            return millis("initial_silence_millis", initialSilence, 0, 600000);
        }

        /**
         * More words than this are a machine; 5 unless set.
         *
         * @param maximumNumberOfWords a count
         * @return this builder
         */
        public Builder maximumNumberOfWords(int maximumNumberOfWords) {
            return whole("maximum_number_of_words", maximumNumberOfWords, 0, 1000);
        }

        /**
         * Longest single word; 3.5 s unless set.
         *
         * @param maximumWordLength a time
         * @return this builder
         */
        public Builder maximumWordLength(Duration maximumWordLength) {
            return millis("maximum_word_length_millis", maximumWordLength, 0, 600000);
        }

        /**
         * Level below which sound is silence; 256 unless set.
         *
         * @param silenceThreshold a level
         * @return this builder
         */
        public Builder silenceThreshold(int silenceThreshold) {
            return whole("silence_threshold", silenceThreshold, 0, 32767);
        }

        /**
         * Longest wait for the end of a greeting; 5 s unless set.
         *
         * @param greetingTotalAnalysisTime a time
         * @return this builder
         */
        public Builder greetingTotalAnalysisTime(Duration greetingTotalAnalysisTime) {
            return millis("greeting_total_analysis_time_millis", greetingTotalAnalysisTime, 0, 600000);
        }

        /**
         * Silence that ends the greeting of a machine; 1.5 s unless set.
         *
         * @param greetingSilenceDuration a time
         * @return this builder
         */
        public Builder greetingSilenceDuration(Duration greetingSilenceDuration) {
            return millis("greeting_silence_duration_millis", greetingSilenceDuration, 0, 600000);
        }
    }
}
