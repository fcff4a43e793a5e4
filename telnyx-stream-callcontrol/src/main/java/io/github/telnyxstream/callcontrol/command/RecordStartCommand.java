package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;

/** Starts to record a call. Immutable. */
public final class RecordStartCommand extends CallCommand {

    private RecordStartCommand(Parameters parameters) {
        super("record_start", parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param format file format
     * @param channels channel layout
     */
    public static Builder builder(RecordingFormat format, RecordingChannels channels) {
        return new Builder(format, channels);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param format file format
     * @param channels channel layout
     */
    public static RecordStartCommand of(RecordingFormat format, RecordingChannels channels) {
        return builder(format, channels).build();
    }

    /** Builds RecordStartCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<RecordStartCommand, Builder> {

        private Builder(RecordingFormat format, RecordingChannels channels) {
            super(RecordStartCommand::new);
            choice("format", format);
            choice("channels", channels);
        }

        /**
         * Whether a beep is heard at the start.
         *
         * @param playBeep true to beep
         * @return this builder
         */
        public Builder playBeep(boolean playBeep) {
            return put("play_beep", playBeep);
        }

        /**
         * Longest recording; unlimited unless set.
         *
         * @param maxLength whole seconds up to 14400; zero means unlimited
         * @return this builder
         */
        public Builder maxLength(Duration maxLength) {
            return seconds("max_length", maxLength, 0, 14400);
        }

        /**
         * Silence after which the recording stops. Telnyx finds silence by transcription, which costs extra.
         *
         * @param silenceTimeout whole seconds; zero, the default, means never
         * @return this builder
         */
        public Builder silenceTimeout(Duration silenceTimeout) {
            return seconds("timeout_secs", silenceTimeout, 0, 86400);
        }

        /**
         * Which side is recorded; both unless set.
         *
         * @param track the side
         * @return this builder
         */
        public Builder track(RecordingTrack track) {
            return choice("recording_track", track);
        }

        /**
         * Cuts silence off both ends.
         *
         * @return this builder
         */
        public Builder trimSilence() {
            return put("trim", "trim-silence");
        }

        /**
         * File name instead of the call leg id; Telnyx appends a Unix time.
         *
         * @param customFileName 1 to 40 characters
         * @return this builder
         */
        public Builder customFileName(String customFileName) {
            return text("custom_file_name", customFileName, 40);
        }

        /**
         * Whether the finished recording is transcribed.
         *
         * @param transcription true to transcribe
         * @return this builder
         */
        public Builder transcription(boolean transcription) {
            return put("transcription", transcription);
        }

        /**
         * Engine of the transcription; {@code A} Google, {@code B} Telnyx or {@code deepgram/nova-3}.
         *
         * @param transcriptionEngine name of the engine
         * @return this builder
         */
        public Builder transcriptionEngine(String transcriptionEngine) {
            return text("transcription_engine", transcriptionEngine, 50);
        }

        /**
         * Language of the speech.
         *
         * @param transcriptionLanguage such as {@code en-US}
         * @return this builder
         */
        public Builder transcriptionLanguage(String transcriptionLanguage) {
            return text("transcription_language", transcriptionLanguage, 20);
        }

        /**
         * Whether swearing is masked (Google).
         *
         * @param profanityFilter true to mask
         * @return this builder
         */
        public Builder profanityFilter(boolean profanityFilter) {
            return put("transcription_profanity_filter", profanityFilter);
        }

        /**
         * Whether speakers are told apart (Google).
         *
         * @param speakerDiarization true to tell apart
         * @return this builder
         */
        public Builder speakerDiarization(boolean speakerDiarization) {
            return put("transcription_speaker_diarization", speakerDiarization);
        }

        /**
         * Fewest speakers expected.
         *
         * @param minSpeakerCount a count
         * @return this builder
         */
        public Builder minSpeakerCount(int minSpeakerCount) {
            return whole("transcription_min_speaker_count", minSpeakerCount, 1, 100);
        }

        /**
         * Most speakers expected.
         *
         * @param maxSpeakerCount a count
         * @return this builder
         */
        public Builder maxSpeakerCount(int maxSpeakerCount) {
            return whole("transcription_max_speaker_count", maxSpeakerCount, 1, 100);
        }

        @Override
        void check() {
            inOrder("transcription_min_speaker_count", "transcription_max_speaker_count");
        }
    }
}
