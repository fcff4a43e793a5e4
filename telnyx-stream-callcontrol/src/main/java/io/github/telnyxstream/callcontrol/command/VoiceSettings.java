package io.github.telnyxstream.callcontrol.command;

/**
 * Settings of one provider of synthetic voices; what a provider understands besides its type is added with {@code
 * parameter}. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record VoiceSettings(Parameters parameters) {

    /**
     * Checks that the required parameters are there.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public VoiceSettings {
        parameters.require("type");
    }

    /**
     * A builder with what is required.
     *
     * @param type the provider: {@code elevenlabs}, {@code telnyx}, {@code aws}, {@code azure}, {@code minimax}, {@code resemble},
     * {@code inworld}, {@code xai}, {@code soniox}, …
     * @return a new builder
     */
    public static Builder builder(String type) {
        return new Builder(type);
    }

    /**
     * The command with nothing but what is required.
     *
     * @param type the provider: {@code elevenlabs}, {@code telnyx}, {@code aws}, {@code azure}, {@code minimax}, {@code resemble},
     * {@code inworld}, {@code xai}, {@code soniox}, …
     * @return the command
     */
    public static VoiceSettings of(String type) {
        return builder(type).build();
    }

    /** Builds VoiceSettings; one thread at a time. */
    public static final class Builder extends ParameterBuilder<Builder> {

        private Builder(String type) {
            text("type", type, 50);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Reference to an integration secret that holds the provider's key (ElevenLabs, Azure).
         *
         * @param apiKeyRef name of the secret
         * @return this builder
         */
        public Builder apiKeyRef(String apiKeyRef) {
            return text("api_key_ref", apiKeyRef, 255);
        }

        /**
         * Speed of a Telnyx voice.
         *
         * @param voiceSpeed a factor; 1 is normal
         * @return this builder
         */
        public Builder voiceSpeed(double voiceSpeed) {
            return decimal("voice_speed", voiceSpeed, 0.1, 3);
        }

        /**
         * Speed of a Minimax or Soniox voice.
         *
         * @param speed a factor; 1 is normal
         * @return this builder
         */
        public Builder speed(double speed) {
            return decimal("speed", speed, 0.1, 3);
        }

        /**
         * The checked settings.
         *
         * @return the settings
         */
        public VoiceSettings build() {
            return new VoiceSettings(parameters());
        }
    }
}
