package io.github.telnyxstream.callcontrol.webhook;

/**
 * Remembers which events have been handled, so that a repeated delivery is not handled again. Supply one that several processes
 * share when several receive webhooks. Must be thread-safe; called on the handler's threads, so it may block; when it
 * throws, the event is handled.
 */
@FunctionalInterface
public interface SeenStore {

    /**
     * Notes an event id, in one step.
     *
     * @param eventId {@code data.id}
     * @return true if it had not been noted before
     */
    boolean firstSeen(String eventId);

    /**
     * A store in memory that forgets the oldest ids.
     *
     * @param maxIds how many ids it keeps
     * @return a new store
     * @throws IllegalArgumentException if that is not positive
     */
    static SeenStore inMemory(int maxIds) {
        return new RecentIds(maxIds);
    }
}
