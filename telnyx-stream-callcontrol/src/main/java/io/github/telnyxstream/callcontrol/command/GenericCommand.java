package io.github.telnyxstream.callcontrol.command;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An action by its name, for what this version of the library has no class for, such as {@code enqueue}. Parameters are
 * added by name and sent as they are. Immutable.
 */
public final class GenericCommand extends CallCommand {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9_]{1,64}");

    private GenericCommand(String action, Parameters parameters) {
        super(action, parameters);
    }

    /**
     * {@return a new builder}
     *
     * @param action last part of the path: small letters, digits and {@code _}
     */
    public static Builder builder(String action) {
        return new Builder(action);
    }

    /** Builds a GenericCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<GenericCommand, Builder> {

        private final String action;

        private Builder(String action) {
            super(parameters -> new GenericCommand(action, parameters));
            this.action = Objects.requireNonNull(action, "action");
        }

        @Override
        void check() {
            if (!ACTION.matcher(action).matches()) {
                throw new IllegalArgumentException("action is " + action + ", must be small letters, digits or _");
            }
        }
    }
}
