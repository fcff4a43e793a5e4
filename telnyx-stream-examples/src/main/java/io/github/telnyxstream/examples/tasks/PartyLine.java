package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.stream.LivePlayback;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls with a state that they share: everybody hears everybody else. A listener belongs to one call and needs no lock; what
 * several calls share does. Who speaks at the same time is heard one after the other: a real conference mixes.
 */
public final class PartyLine {
    /** As the streams are asked for: PCMU. */
    private static final int LINE_HZ = 8_000;

    // snippet: shared
    private final Map<StreamSession, LivePlayback> guests = new ConcurrentHashMap<>();

    /**
     * The listener of one call.
     *
     * @return a new one
     */
    public StreamListener newGuest() {
        return new Guest();
    }

    private final class Guest implements StreamListener {
        @Override
        public void onStart(StreamSession session, StartEvent start) {
            guests.put(session, session.playLive(LINE_HZ));
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            guests.forEach((guest, ear) -> {
                if (!guest.equals(session)) {
                    ear.write(frame.pcm());
                }
            });
        }

        @Override
        public void onEnd(StreamSession session) {
            guests.remove(session);
        }
    }
    // end of snippet
}
