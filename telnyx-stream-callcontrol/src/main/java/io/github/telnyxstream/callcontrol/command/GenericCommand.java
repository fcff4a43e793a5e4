package io.github.telnyxstream.callcontrol.command;

import java.util.regex.Pattern;

/**
 * An action by its name, for what this version of the library has no record for, such as {@code enqueue}. Parameters are
 * added by name and sent as they are. Immutable.
 *
 * @param action last part of the path: small letters, digits and {@code _}
 * @param parameters what is sent, under Telnyx's names
 */
public record GenericCommand(String action, Parameters parameters) implements CallCommand {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9_]{1,64}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the action is not small letters, digits and {@code _}
     */
    public GenericCommand {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("action must be small letters, digits or _ but was: " + action);
        }
    }

    /**
     * A builder.
     *
     * @param action last part of the path
     * @return a new builder
     */
    public static Builder builder(String action) {
        return new Builder(action);
    }

    /** Builds a GenericCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private final String action;

        private Builder(String action) {
            this.action = action;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The command.
         *
         * @return the command
         * @throws IllegalArgumentException if the action is malformed
         */
        public GenericCommand build() {
            return new GenericCommand(action, parameters());
        }
    }
}
