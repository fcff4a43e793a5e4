package io.github.telnyxstream.callcontrol.command;

import java.util.regex.Pattern;

/** Changes to how one side of a call sounds. Immutable. */
public final class SoundModifications extends ParameterGroup {

    private SoundModifications(Parameters parameters) {
        super(parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds SoundModifications; one thread at a time. */
    public static final class Builder extends ParameterBuilder<SoundModifications, Builder> {

        private static final Pattern SIDES = Pattern.compile("inbound|outbound|both");

        private Builder() {
            super(SoundModifications::new);
        }

        /**
         * Pitch factor.
         *
         * @param pitch a factor; 1 changes nothing
         * @return this builder
         */
        public Builder pitch(double pitch) {
            return decimal("pitch", pitch, 0, 100);
        }

        /**
         * Pitch in semitones.
         *
         * @param semitone semitones, negative is lower
         * @return this builder
         */
        public Builder semitone(double semitone) {
            return decimal("semitone", semitone, -100, 100);
        }

        /**
         * Pitch in octaves.
         *
         * @param octaves octaves, negative is lower
         * @return this builder
         */
        public Builder octaves(double octaves) {
            return decimal("octaves", octaves, -10, 10);
        }

        /**
         * The side that is changed; outbound unless set.
         *
         * @param track {@code inbound}, {@code outbound} or {@code both}
         * @return this builder
         */
        public Builder track(String track) {
            return pattern("track", track, SIDES, "inbound, outbound or both");
        }
    }
}
