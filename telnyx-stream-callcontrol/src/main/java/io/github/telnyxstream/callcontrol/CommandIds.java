package io.github.telnyxstream.callcontrol;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the ids by which Telnyx tells a command from its repetition. Thread-safe. */
@FunctionalInterface
interface CommandIds {

    /** The id of the next command of an action. */
    String next(String action);

    /** Another one each time. */
    static CommandIds ofChance() {
        return action -> UUID.randomUUID().toString();
    }

    /** The same ones for everybody who answers the same event; the content is left out, since it can hold a token or a time. */
    static CommandIds inAnswerTo(String eventId) {
        Map<String, Integer> sent = new ConcurrentHashMap<>();
        return action -> {
            String name = eventId + "|" + action + "|" + sent.merge(action, 1, Integer::sum);
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        };
    }
}
