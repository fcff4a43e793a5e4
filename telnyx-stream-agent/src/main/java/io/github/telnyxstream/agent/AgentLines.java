package io.github.telnyxstream.agent;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says by itself. Immutable; {@link #english} and the {@code with…} methods make others.
 *
 * @param greeting said first; null when the responder speaks first
 * @param filler while an answer is late
 * @param hold while a tool runs
 * @param apology when a service has failed and the caller should try again
 * @param again when nothing was understood
 * @param stillThere when the caller has been silent for a while
 * @param goodbye before the agent hangs up
 * @param toHuman before the call goes to a person
 */
public record AgentLines(
        @Nullable String greeting,
        String filler,
        String hold,
        String apology,
        String again,
        String stillThere,
        String goodbye,
        String toHuman) {

    /** Checks that nothing but the greeting is null. */
    public AgentLines {
        Objects.requireNonNull(filler, "filler");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(apology, "apology");
        Objects.requireNonNull(again, "again");
        Objects.requireNonNull(stillThere, "stillThere");
        Objects.requireNonNull(goodbye, "goodbye");
        Objects.requireNonNull(toHuman, "toHuman");
    }

    /**
     * English lines.
     *
     * @param greeting said first, or null when the responder speaks first
     * @return the lines
     */
    public static AgentLines english(@Nullable String greeting) {
        return new AgentLines(
                greeting,
                "One moment, please.",
                "I am looking that up for you.",
                "I am sorry, something went wrong. Could you say that again?",
                "I am sorry, I did not understand that. Could you say it again?",
                "Are you still there?",
                "Thank you for calling. Goodbye.",
                "I will put you through to somebody who can help.");
    }

    /**
     * German lines.
     *
     * @param greeting said first, or null when the responder speaks first
     * @return the lines
     */
    public static AgentLines german(@Nullable String greeting) {
        return new AgentLines(
                greeting,
                "Einen Moment bitte.",
                "Ich sehe das für Sie nach.",
                "Es tut mir leid, da ist etwas schiefgegangen. Können Sie das noch einmal sagen?",
                "Das habe ich leider nicht verstanden. Können Sie es noch einmal sagen?",
                "Sind Sie noch da?",
                "Vielen Dank für Ihren Anruf. Auf Wiederhören.",
                "Ich verbinde Sie mit jemandem, der Ihnen helfen kann.");
    }
}
