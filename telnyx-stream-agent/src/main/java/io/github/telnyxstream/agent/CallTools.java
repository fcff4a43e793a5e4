package io.github.telnyxstream.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tools for the call itself. What a model may do with them is bounded by {@link AgentLimits}, not by its prompt. */
public final class CallTools {
    private static final JsonFactory JSON = new JsonFactory();

    private CallTools() {}

    /**
     * Hangs up after the goodbye was heard.
     *
     * @return the tool {@code hang_up}
     */
    public static AgentTool hangUp() {
        return new AgentTool(
                "hang_up",
                "Ends the call after everything you say in this turn has been heard. Say goodbye first.",
                AgentTool.NO_PARAMETERS,
                (call, arguments) -> {
                    call.hangUpWhenHeard();
                    return CompletableFuture.completedFuture("the call ends when you have finished");
                });
    }

    /**
     * Transfers the caller behind an announcement.
     *
     * @return the tool {@code transfer} with the argument {@code to}
     */
    public static AgentTool transfer() {
        return new AgentTool(
                "transfer",
                "Transfers the caller after everything you say in this turn has been heard. Announce it first.",
                schema("to", "The number or SIP address to transfer to."),
                (call, arguments) -> CompletableFuture.completedFuture(transferTo(call, argument(arguments, "to"))));
    }

    private static String transferTo(AgentCall call, @Nullable String to) {
        return to != null && call.transferWhenHeard(to)
                ? "the caller is transferred when you have finished"
                : "not allowed: this is none of the numbers that you may transfer to";
    }

    /**
     * Presses keys on the other side's line.
     *
     * @return the tool {@code press_keys} with the argument {@code keys}
     */
    public static AgentTool pressKeys() {
        return new AgentTool(
                "press_keys",
                "Presses telephone keys, for example in another company's voice menu.",
                schema("keys", "The keys: 0 to 9, *, #, w for a pause of half a second."),
                (call, arguments) -> {
                    String keys = argument(arguments, "keys");
                    return keys == null
                            ? CompletableFuture.completedFuture("there are no keys")
                            : call.sendKeys(keys).thenApply(sent -> sent ? "pressed" : "not allowed, or failed");
                });
    }

    /**
     * Leaves a message at an answering machine, for agents that call out.
     *
     * @return the tool {@code leave_message} with the argument {@code message}
     * @see AgentCall#leaveMessage
     */
    public static AgentTool leaveMessage() {
        return new AgentTool(
                "leave_message",
                "An answering machine or voicemail has picked up: says this message after its beep and ends the call."
                        + " Say nothing else.",
                schema("message", "All that is to be said, at most a few sentences."),
                (call, arguments) -> {
                    String message = argument(arguments, "message");
                    if (message == null || message.isBlank()) {
                        return CompletableFuture.completedFuture("there is no message");
                    }
                    call.leaveMessage(message);
                    return CompletableFuture.completedFuture("it is said after the beep, then the call ends");
                });
    }

    /**
     * Takes a message of the caller's for somebody else.
     *
     * @param keeper is given what was taken
     * @return the tool {@code take_message} with the arguments {@code message}, {@code name} and {@code number}
     */
    public static AgentTool takeMessage(MessageKeeper keeper) {
        Objects.requireNonNull(keeper, "keeper");
        return new AgentTool(
                "take_message",
                "Keeps a message of the caller for the people who are called. Ask for the message, the caller's name and a"
                        + " number to call back first, and say them back.",
                "{\"type\":\"object\",\"properties\":{"
                        + "\"message\":{\"type\":\"string\",\"description\":\"What the caller wants to say.\"},"
                        + "\"name\":{\"type\":\"string\",\"description\":\"Who calls, if that was told.\"},"
                        + "\"number\":{\"type\":\"string\",\"description\":\"Where to call back, if that was told.\"}},"
                        + "\"required\":[\"message\"]}",
                (call, arguments) -> {
                    String message = argument(arguments, "message");
                    if (message == null || message.isBlank()) {
                        return CompletableFuture.completedFuture("there is no message");
                    }
                    return keeper.keep(call, message, argument(arguments, "name"), argument(arguments, "number"))
                            .thenApply(kept -> "the message is kept");
                });
    }

    /** Where messages go that {@link #takeMessage} takes. <b>Threads:</b> as {@link AgentTool.Action}; may block. */
    @FunctionalInterface
    public interface MessageKeeper {
        /**
         * Keeps a message. What a model makes of what a caller said is to be checked like anything from outside.
         *
         * @param call the call
         * @param message what the caller wants to say, never blank
         * @param name who calls, or null
         * @param number where to call back, or null
         * @return completes when it is kept; the caller is told that it could not be when it fails
         * @throws Exception when it cannot be kept
         */
        CompletionStage<?> keep(AgentCall call, String message, @Nullable String name, @Nullable String number)
                throws Exception;
    }

    private static String schema(String name, String description) {
        return "{\"type\":\"object\",\"properties\":{\"" + name + "\":{\"type\":\"string\",\"description\":\""
                + description + "\"}},\"required\":[\"" + name + "\"]}";
    }

    /**
     * A text argument of a tool.
     *
     * @param argumentsJson what the model said
     * @param name of the argument
     * @return its value, or null when it is not there, is no text, or what the model said is no JSON
     */
    public static @Nullable String argument(String argumentsJson, String name) {
        try (JsonParser parser = JSON.createParser(argumentsJson)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals(name);
                JsonToken value = parser.nextToken();
                if (isWanted) {
                    return value == JsonToken.VALUE_STRING ? parser.getText() : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException noJson) {
            return null;
        }
    }
}
