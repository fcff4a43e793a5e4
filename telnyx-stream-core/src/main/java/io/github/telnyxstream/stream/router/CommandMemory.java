package io.github.telnyxstream.stream.router;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a node remembers of its keys' commands, each key for itself, so that a busy one does not make the others forgetful. Of a
 * key that is owned here no more, for a minute: its stream may come back to this node. Thread-safe.
 */
final class CommandMemory {
    private static final long MOST_COMMAND_BYTES = 32L << 20;
    private static final long MOST_ANSWER_BYTES = 32L << 20;

    private final LongSupplier nanoTime;
    private final ByteBudget commandBytes = new ByteBudget(MOST_COMMAND_BYTES);
    private final ByteBudget answerBytes = new ByteBudget(MOST_ANSWER_BYTES);

    @GuardedBy("this")
    private final Map<String, Key> keys = new HashMap<>();

    @GuardedBy("this")
    private final Deque<Key> left = new ArrayDeque<>();

    private static final class Key {
        private final String topic;
        private final HandledCommands handled;
        private int owners;
        private long leftSinceNanos;

        Key(String topic, HandledCommands handled) {
            this.topic = topic;
            this.handled = handled;
        }
    }

    CommandMemory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** For one more owner of the key. */
    synchronized HandledCommands of(String topic) {
        forget();
        Key key = keys.computeIfAbsent(
                topic, name -> new Key(name, new HandledCommands(nanoTime, commandBytes, answerBytes)));
        key.owners++;
        return key.handled;
    }

    /** One owner less. */
    synchronized void leave(String topic) {
        Key key = keys.get(topic);
        if (key != null && --key.owners == 0) {
            key.leftSinceNanos = nanoTime.getAsLong();
            left.add(key);
        }
    }

    @GuardedBy("this")
    private void forget() {
        long now = nanoTime.getAsLong();
        for (Key key = left.peek(); key != null; key = left.peek()) {
            if (now - key.leftSinceNanos <= HandledCommands.KEPT_NANOS) {
                return;
            }
            left.remove();
            if (key.owners == 0) {
                key.handled.forget();
                keys.remove(key.topic, key);
            }
        }
    }
}
