package io.github.telnyxstream.callcontrol.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Under which names the lane of an event's call may be known. Telnyx names a call by control id and leg id, or by one of them
 * only; which belong together is learned from events that name both, and remembered for the last 10,000 calls. Thread-safe.
 */
final class LaneNames {

    private static final int MAX_CALLS = 10_000;

    private final Map<String, String> legs = new Recent();
    private final Map<String, String> controls = new Recent();
    private long alone;

    /** The least recently used goes when there are too many. */
    private static final class Recent extends LinkedHashMap<String, String> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_CALLS;
        }
    }

    /** The names, the one to open a lane under first; never empty. */
    synchronized List<String> of(WebhookEvent event) {
        String control = event.callControlId();
        String leg = event.callLegId();
        if (!control.isEmpty() && !leg.isEmpty()) {
            legs.put(control, leg);
            controls.put(leg, control);
        } else if (!control.isEmpty()) {
            leg = legs.getOrDefault(control, "");
        } else if (!leg.isEmpty()) {
            control = controls.getOrDefault(leg, "");
        }
        List<String> names = new ArrayList<>();
        if (!control.isEmpty()) {
            names.add("call " + control);
        }
        if (!leg.isEmpty()) {
            names.add("leg " + leg);
        }
        return names.isEmpty() ? List.of("event " + alone++) : names;
    }
}
