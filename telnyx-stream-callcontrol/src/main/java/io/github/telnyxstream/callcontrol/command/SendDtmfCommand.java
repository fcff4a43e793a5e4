package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;
import java.util.regex.Pattern;

/** Presses keys; the other end hears them. Immutable. */
public final class SendDtmfCommand extends CallCommand {

    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#wW]{1,255}");

    private SendDtmfCommand(Parameters parameters) {
        super("send_dtmf", parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param digits keys {@code 0-9A-D*#}, {@code w} waits 0.5 s, {@code W} 1 s
     */
    public static Builder builder(String digits) {
        return new Builder(digits);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param digits keys {@code 0-9A-D*#}, {@code w} waits 0.5 s, {@code W} 1 s
     */
    public static SendDtmfCommand of(String digits) {
        return builder(digits).build();
    }

    /** Builds SendDtmfCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<SendDtmfCommand, Builder> {

        private Builder(String digits) {
            super(SendDtmfCommand::new);
            pattern("digits", digits, KEYS, "keys of 0-9 A-D * # with w (half a second) and W (a second) as pauses");
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
    }
}
