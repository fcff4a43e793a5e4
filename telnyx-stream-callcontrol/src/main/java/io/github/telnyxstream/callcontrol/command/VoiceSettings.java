package io.github.telnyxstream.callcontrol.command;

/**
 * Settings of one provider of synthetic voices; what a provider understands besides its type is added with {@code
 * parameter}. Immutable.
 */
public final class VoiceSettings extends ParameterGroup {

    private VoiceSettings(Parameters parameters) {
        super(parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param type the provider: {@code elevenlabs}, {@code telnyx}, {@code aws}, {@code azure}, {@code minimax}, {@code resemble},
     * {@code inworld}, {@code xai}, {@code soniox}, …
     */
    public static Builder builder(String type) {
        return new Builder(type);
    }

    /**
     * {@return the settings with nothing but what is required}
     *
     * @param type the provider: {@code elevenlabs}, {@code telnyx}, {@code aws}, {@code azure}, {@code minimax}, {@code resemble},
     * {@code inworld}, {@code xai}, {@code soniox}, …
     */
    public static VoiceSettings of(String type) {
        return builder(type).build();
    }

    /** Builds VoiceSettings; one thread at a time. */
    public static final class Builder extends ParameterBuilder<VoiceSettings, Builder> {

        private Builder(String type) {
            super(VoiceSettings::new);
            text("type", type, 50);
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
    }
}
