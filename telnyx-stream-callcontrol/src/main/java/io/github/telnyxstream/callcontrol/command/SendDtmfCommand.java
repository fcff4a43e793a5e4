package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Presses keys; the other end hears them. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record SendDtmfCommand(Parameters parameters) implements CallCommand {

    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#wW]{1,255}");

    /**
     * Checks that the required parameters are there.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public SendDtmfCommand {
        parameters.require("digits");
    }

    /**
     * A builder with what is required.
     *
     * @param digits keys {@code 0-9A-D*#}, {@code w} waits 0.5 s, {@code W} 1 s
     * @return a new builder
     */
    public static Builder builder(String digits) {
        return new Builder(digits);
    }

    /**
     * The command with nothing but what is required.
     *
     * @param digits keys {@code 0-9A-D*#}, {@code w} waits 0.5 s, {@code W} 1 s
     * @return the command
     */
    public static SendDtmfCommand of(String digits) {
        return builder(digits).build();
    }

    @Override
    public String action() {
        return "send_dtmf";
    }

    /** Builds SendDtmfCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder(String digits) {
            pattern("digits", digits, KEYS, "keys of 0-9 A-D * # with w (half a second) and W (a second) as pauses");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * How long each key sounds; 250 ms unless set.
         *
         * @param duration 100 to 500 ms
         * @return this builder
         */
        public Builder duration(Duration duration) {
            return millis("duration_millis", duration, 100, 500);
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public SendDtmfCommand build() {
            return new SendDtmfCommand(parameters());
        }
    }
}
