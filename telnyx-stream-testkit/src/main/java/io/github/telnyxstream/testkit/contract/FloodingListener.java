package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.event.StartEvent;

/** Sends more than any kernel keeps, at once: marks are not paced. */
final class FloodingListener implements StreamListener {
    private static final int MARKS = 20_000;
    private static final int NAME_CHARS = 1_000;

    @Override
    public void onStart(StreamSession session, StartEvent event) {
        String name = "m".repeat(NAME_CHARS);
        for (int n = 0; n < MARKS; n++) {
            session.mark(name);
        }
    }
}
