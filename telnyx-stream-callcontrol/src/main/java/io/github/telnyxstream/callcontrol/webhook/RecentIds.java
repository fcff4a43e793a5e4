package io.github.telnyxstream.callcontrol.webhook;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The last ids in memory. Thread-safe. */
final class RecentIds implements SeenStore {

    private final int maxIds;
    private final Set<String> ids = new LinkedHashSet<>();

    RecentIds(int maxIds) {
        if (maxIds < 1) {
            throw new IllegalArgumentException("maxIds is " + maxIds + ", must be positive");
        }
        this.maxIds = maxIds;
    }

    @Override
    public synchronized boolean firstSeen(String eventId) {
        if (!ids.add(eventId)) {
            return false;
        }
        if (ids.size() > maxIds) {
            Iterator<String> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
