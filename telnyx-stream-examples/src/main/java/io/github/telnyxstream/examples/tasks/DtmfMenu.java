package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.stream.KeyEntry;
import io.github.telnyxstream.stream.KeyRules;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** A menu: a key plays what belongs to it, and silences the menu; no key, or another one, repeats it twice. */
public final class DtmfMenu implements StreamListener {
    private static final int TIMES = 3;

    private final Supplier<AudioSource> menu;
    private final Map<String, Supplier<AudioSource>> entries;

    /**
     * A call.
     *
     * @param menu opens the list of what there is
     * @param entries key to what is said for it
     */
    public DtmfMenu(Supplier<AudioSource> menu, Map<String, Supplier<AudioSource>> entries) {
        this.menu = menu;
        this.entries = Map.copyOf(entries);
    }

    // snippet: menu
    @Override
    public void onStart(StreamSession session, StartEvent start) {
        ask(session, TIMES);
    }

    private void ask(StreamSession session, int times) {
        session.play(menu.get());
        KeyRules oneKey = KeyRules.builder()
                .maxKeys(1)
                .firstKeyTimeout(Duration.ofSeconds(8))
                .build();
        session.collectKeys(oneKey).thenAccept(entry -> choose(session, entry, times));
    }

    private void choose(StreamSession session, KeyEntry entry, int times) {
        Supplier<AudioSource> chosen = entries.get(entry.keys());
        session.interrupt();
        if (chosen != null) {
            session.play(chosen.get()).result().thenRun(session::close);
        } else if (times > 1 && entry.end() != KeyEntry.End.SESSION_ENDED) {
            ask(session, times - 1);
        } else {
            session.close();
        }
    }
    // end of snippet
}
