package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;

/**
 * Recording that starts by itself when the call is answered; for dial, answer, transfer and bridge ({@code record_*}).
 * Immutable.
 */
public final class CallRecording extends ParameterGroup {

    private CallRecording(Parameters parameters) {
        super(parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the settings with Telnyx's defaults} */
    public static CallRecording of() {
        return builder().build();
    }

    /** Builds CallRecording; one thread at a time. */
    public static final class Builder extends ParameterBuilder<CallRecording, Builder> {

        private Builder() {
            super(CallRecording::new);
            put("record", "record-from-answer");
        }

        /**
         * Channel layout; dual unless set.
         *
         * @param channels the layout
         * @return this builder
         */
        public Builder channels(RecordingChannels channels) {
            return choice("record_channels", channels);
        }

        /**
         * File format; MP3 unless set.
         *
         * @param format the format
         * @return this builder
         */
        public Builder format(RecordingFormat format) {
            return choice("record_format", format);
        }

        /**
         * Longest recording; unlimited unless set.
         *
         * @param maxLength whole seconds up to 43200; zero means unlimited
         * @return this builder
         */
        public Builder maxLength(Duration maxLength) {
            return seconds("record_max_length", maxLength, 0, 43200);
        }

        /**
         * Silence after which the recording stops. Telnyx finds silence by transcription, which costs extra.
         *
         * @param silenceTimeout whole seconds; zero, the default, means never
         * @return this builder
         */
        public Builder silenceTimeout(Duration silenceTimeout) {
            return seconds("record_timeout_secs", silenceTimeout, 0, 86400);
        }

        /**
         * Which side is recorded; both unless set.
         *
         * @param track the side
         * @return this builder
         */
        public Builder track(RecordingTrack track) {
            return choice("record_track", track);
        }

        /**
         * Cuts silence off both ends.
         *
         * @return this builder
         */
        public Builder trimSilence() {
            return put("record_trim", "trim-silence");
        }

        /**
         * File name instead of the call leg id; Telnyx appends a Unix time.
         *
         * @param customFileName 1 to 40 characters
         * @return this builder
         */
        public Builder customFileName(String customFileName) {
            return text("record_custom_file_name", customFileName, 40);
        }
    }
}
