package io.github.telnyxstream.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
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
