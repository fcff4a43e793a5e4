package io.github.telnyxstream.callcontrol.command;

/** Engine and settings that remove noise from a call; engines understand different settings. Immutable. */
public final class NoiseSuppression extends ParameterGroup {

    private NoiseSuppression(Parameters parameters) {
        super(parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param engine {@code Denoiser}, {@code DeepFilterNet}, {@code Krisp}, {@code AiCoustics}, …
     */
    public static Builder builder(String engine) {
        return new Builder(engine);
    }

    /**
     * {@return the settings with nothing but what is required}
     *
     * @param engine {@code Denoiser}, {@code DeepFilterNet}, {@code Krisp}, {@code AiCoustics}, …
     */
    public static NoiseSuppression of(String engine) {
        return builder(engine).build();
    }

    /** The engine on its own, everything else as the nested object that Telnyx wants. */
    Parameters group() {
        return parameters().split("noise_suppression_engine", "noise_suppression_engine_config");
    }

    /** Builds NoiseSuppression; one thread at a time. */
    public static final class Builder extends ParameterBuilder<NoiseSuppression, Builder> {

        private Builder(String engine) {
            super(NoiseSuppression::new);
            text("noise_suppression_engine", engine, 50);
        }

        /**
         * How much DeepFilterNet may remove.
         *
         * @param attenuationLimit 0 to 100
         * @return this builder
         */
        public Builder attenuationLimit(int attenuationLimit) {
            return whole("attenuation_limit", attenuationLimit, 0, 100);
        }

        /**
         * How strong AiCoustics works.
         *
         * @param enhancementLevel 0 to 1
         * @return this builder
         */
        public Builder enhancementLevel(double enhancementLevel) {
            return decimal("enhancement_level", enhancementLevel, 0, 1);
        }

        /**
         * Model family of AiCoustics.
         *
         * @param family {@code sparrow} for people, {@code quail} for speech recognition
         * @return this builder
         */
        public Builder family(String family) {
            return text("family", family, 20);
        }

        /**
         * Mode of DeepFilterNet.
         *
         * @param mode {@code standard} or {@code advanced}
         * @return this builder
         */
        public Builder mode(String mode) {
            return text("mode", mode, 20);
        }

        /**
         * Model of Krisp.
         *
         * @param model file name of the model
         * @return this builder
         */
        public Builder model(String model) {
            return text("model", model, 100);
        }

        /**
         * Model size of AiCoustics.
         *
         * @param size such as {@code s} or {@code l}
         * @return this builder
         */
        public Builder size(String size) {
            return text("size", size, 20);
        }

        /**
         * How strong Krisp works.
         *
         * @param suppressionLevel 0 to 100
         * @return this builder
         */
        public Builder suppressionLevel(double suppressionLevel) {
            return decimal("suppression_level", suppressionLevel, 0, 100);
        }

        /**
         * Gain of AiCoustics.
         *
         * @param voiceGain 0.1 to 4
         * @return this builder
         */
        public Builder voiceGain(double voiceGain) {
            return decimal("voice_gain", voiceGain, 0.1, 4);
        }
    }
}
