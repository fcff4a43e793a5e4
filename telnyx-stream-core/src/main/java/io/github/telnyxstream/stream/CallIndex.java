package io.github.telnyxstream.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which streams a call has. One whose token names the call stands before those that have only said so in their start event,
 * where a stranger may write what he likes; of equals the newer one. Thread-safe.
 */
final class CallIndex {
    /** The newest last; lists are replaced, never changed. */
    private final Map<String, List<EngineSession>> byCall = new ConcurrentHashMap<>();

    /** Adds a stream unless it is there; returns the others. */
    List<EngineSession> add(String callControlId, EngineSession session) {
        List<EngineSession> others = new ArrayList<>();
        byCall.compute(callControlId, (call, before) -> {
            List<EngineSession> after = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
            if (after.contains(session)) {
                return before;
            }
            others.addAll(after);
            after.add(session);
            return List.copyOf(after);
        });
        return others;
    }

    void remove(String callControlId, EngineSession session) {
        byCall.computeIfPresent(callControlId, (call, before) -> {
            List<EngineSession> after = new ArrayList<>(before);
            after.remove(session);
            return after.isEmpty() ? null : List.copyOf(after);
        });
    }

    /** The stream that stands for the call; null when none is open. */
    @Nullable
    EngineSession find(String callControlId) {
        EngineSession found = null;
        for (EngineSession each : byCall.getOrDefault(callControlId, List.of())) {
            if (!each.hasEnded() && (found == null || each.isNamedByItsToken() || !found.isNamedByItsToken())) {
                found = each;
            }
        }
        return found;
    }
}
