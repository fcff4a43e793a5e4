package io.github.telnyxstream.callcontrol.command;

import java.util.Map;

/** How a call is transcribed while it is running. Immutable. */
public final class TranscriptionSettings extends ParameterGroup {

    private TranscriptionSettings(Parameters parameters) {
        super(parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds TranscriptionSettings; one thread at a time. */
    public static final class Builder extends CommandBuilder<TranscriptionSettings, Builder> {

        private Builder() {
            super(TranscriptionSettings::new);
        }

        /**
         * The engine; {@code Google}, {@code Telnyx}, {@code Deepgram}, {@code Azure}, {@code xAI}, {@code
         * AssemblyAI}, {@code Speechmatics}, {@code Soniox}, {@code Parakeet}, {@code Humain}, {@code Reson8}; {@code
         * A} and {@code B} are the old names of the first two.
         *
         * @param engine name of the engine, case-sensitive
         * @return this builder
         */
        public Builder engine(String engine) {
            return text("transcription_engine", engine, 50);
        }

        /**
         * Settings of the engine, under the names that Telnyx documents for it.
         *
         * @param engineConfig JSON names and values, such as {@code language} and {@code interim_results}
         * @return this builder
         */
        public Builder engineConfig(Map<String, Object> engineConfig) {
            return put("transcription_engine_config", engineConfig);
        }

        /**
         * Which side is transcribed; inbound unless set.
         *
         * @param tracks the side
         * @return this builder
         */
        public Builder tracks(RecordingTrack tracks) {
            return choice("transcription_tracks", tracks);
        }
    }
}
