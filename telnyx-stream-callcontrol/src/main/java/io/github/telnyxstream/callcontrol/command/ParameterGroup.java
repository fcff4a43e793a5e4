package io.github.telnyxstream.callcontrol.command;

import java.util.Objects;

/**
 * Parameters that belong together: a command, or settings that a command carries. Made by a builder, which has checked them.
 * Immutable; equal when the type, names and values are equal.
 */
public abstract class ParameterGroup {

    private final Parameters parameters;

    ParameterGroup(Parameters parameters) {
        this.parameters = Objects.requireNonNull(parameters, "parameters");
    }

    /** {@return what is sent, under Telnyx's names} */
    public final Parameters parameters() {
        return parameters;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // the kinds are final, and another kind says something else
    public boolean equals(Object other) {
        return other != null
                && getClass() == other.getClass()
                && parameters.equals(((ParameterGroup) other).parameters);
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }

    /** The names only: values can be tokens, texts and phone numbers. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[parameters=" + parameters + "]";
    }
}
