package io.github.telnyxstream.agent.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one answer after the other: OpenAI makes one at a time for a conversation and refuses a second one. What comes of
 * a response that nobody asked for, or that was over before, is heard by nobody. Thread-safe.
 */
final class RealtimeAnswers {
    static final String ASK = "ask-";

    private final RealtimeSocket socket;

    @GuardedBy("this")
    private final ArrayDeque<RealtimeAnswer> waiting = new ArrayDeque<>();

    /** The one that was asked for last, until its response is done. */
    @GuardedBy("this")
    private @Nullable RealtimeAnswer asked;

    @GuardedBy("this")
    private @Nullable String response;

    /** A response that is none of ours stands in the way until it is done. */
    @GuardedBy("this")
    private boolean isBlocked;

    /** Responses bear the name under which they were asked for. Gateways were seen to drop it: there the order has to do. */
    @GuardedBy("this")
    private boolean isNamed;

    @GuardedBy("this")
    private int number;

    RealtimeAnswers(RealtimeSocket socket) {
        this.socket = socket;
    }

    void want(RealtimeAnswer answer) {
        synchronized (this) {
            waiting.add(answer);
        }
        next();
    }

    /** Asks for the next one, if it is time. */
    void next() {
        ObjectNode event;
        synchronized (this) {
            waiting.removeIf(RealtimeAnswer::isOver);
            RealtimeAnswer first = waiting.peek();
            if (asked != null || isBlocked || first == null) {
                return;
            }
            waiting.remove();
            asked = first;
            event = socket.event("response.create").put("event_id", ASK + ++number);
            ObjectNode wanted = first.request().deepCopy();
            wanted.putObject("metadata").put("ask", ASK + number);
            event.set("response", wanted);
        }
        socket.send(event);
    }

    void created(JsonNode made) {
        String id = made.path("id").asText("");
        RealtimeAnswer answer = null;
        synchronized (this) {
            JsonNode ask = made.path("metadata").path("ask");
            boolean isOurs = ask.isTextual() ? ask.asText().equals(ASK + number) : !isNamed;
            if (asked != null && response == null && isOurs) {
                isNamed |= ask.isTextual();
                response = id;
                answer = asked;
            }
        }
        if (answer != null) {
            answer.created(id);
        }
    }

    /** Whose response it is; null when it is over or none of ours. */
    synchronized @Nullable RealtimeAnswer of(JsonNode event) {
        return event.path("response_id").asText("").equals(response) ? asked : null;
    }

    void done(JsonNode ended) {
        RealtimeAnswer answer;
        synchronized (this) {
            answer = ended.path("id").asText("").equals(response) ? asked : null;
        }
        if (answer != null) {
            // before the next one is asked for: it has to know what of this one nobody heard
            answer.done(ended);
        }
        synchronized (this) {
            if (answer != null) {
                asked = null;
                response = null;
            }
            isBlocked = false;
        }
        next();
    }

    /** Whether an error means the request that was sent last; it is over then, or comes again. */
    boolean isRefused(JsonNode error) {
        RealtimeAnswer failed = null;
        synchronized (this) {
            boolean isBusy = RealtimeErrors.code(error).equals(RealtimeErrors.BUSY);
            String event = error.path("event_id").asText("");
            // one that was taken for ours by order alone is not when ours has come too early
            boolean isTaken = response != null && (isNamed || !isBusy);
            if (asked == null || isTaken || !(isBusy || event.equals(ASK + number))) {
                return false;
            }
            response = null;
            if (isBusy) {
                // nothing tells of its own end but the end of the other response
                waiting.addFirst(asked);
                isBlocked = true;
            } else {
                failed = asked;
            }
            asked = null;
        }
        if (failed != null) {
            failed.fail(RealtimeErrors.request(error));
            next();
        }
        return true;
    }
}
