package io.github.telnyxstream.callcontrol.command;

import java.util.Objects;

/** Speaks a text and collects key presses. Immutable. */
public final class GatherUsingSpeakCommand extends CallCommand {

    private GatherUsingSpeakCommand(Parameters parameters) {
        super("gather_using_speak", parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param payload the text, 1 to 3000 characters
     * @param voice {@code Provider.Model.Voice}, such as {@code AWS.Polly.Joanna-Neural}
     */
    public static Builder builder(String payload, String voice) {
        return new Builder(payload, voice);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param payload the text, 1 to 3000 characters
     * @param voice {@code Provider.Model.Voice}, such as {@code AWS.Polly.Joanna-Neural}
     */
    public static GatherUsingSpeakCommand of(String payload, String voice) {
        return builder(payload, voice).build();
    }

    /** Builds GatherUsingSpeakCommand; one thread at a time. */
    public static final class Builder extends DigitsBuilder<GatherUsingSpeakCommand, Builder> {

        private Builder(String payload, String voice) {
            super(GatherUsingSpeakCommand::new);
            text("payload", payload, SpeakCommand.MAX_CHARACTERS);
            text("voice", voice, 255);
        }

        /**
         * Spoken after wrong keys.
         *
         * @param invalidPayload 1 to 3000 characters
         * @return this builder
         */
        public Builder invalidPayload(String invalidPayload) {
            return text("invalid_payload", invalidPayload, SpeakCommand.MAX_CHARACTERS);
        }

        /**
         * How often the text is repeated; 3 times unless set.
         *
         * @param maximumTries 1 to 100
         * @return this builder
         */
        public Builder maximumTries(int maximumTries) {
            return whole("maximum_tries", maximumTries, 1, 100);
        }

        /**
         * Language of the text; ignored by Polly voices.
         *
         * @param language such as {@code en-US}
         * @return this builder
         */
        public Builder language(String language) {
            return text("language", language, 20);
        }

        /**
         * How the text is written; plain unless set.
         *
         * @param payloadType the kind
         * @return this builder
         */
        public Builder payloadType(PayloadType payloadType) {
            return choice("payload_type", payloadType);
        }

        /**
         * Quality of the voice; premium unless set.
         *
         * @param serviceLevel the level
         * @return this builder
         */
        public Builder serviceLevel(ServiceLevel serviceLevel) {
            return choice("service_level", serviceLevel);
        }

        /**
         * Settings of the voice's provider.
         *
         * @param voiceSettings the settings
         * @return this builder
         */
        public Builder voiceSettings(VoiceSettings voiceSettings) {
            Objects.requireNonNull(voiceSettings, "voiceSettings");
            return put("voice_settings", voiceSettings.parameters());
        }

        @Override
        void check() {
            super.check();
            basicSpeaksPlainEnglishOnly();
        }
    }
}
