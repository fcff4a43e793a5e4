package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces the person, and transfers the call when the announcement was heard. */
public final class TransferToPerson implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(TransferToPerson.class);

    private final Call call;
    private final String person;
    private final Supplier<AudioSource> announcement;

    /**
     * A call.
     *
     * @param call the leg to be transferred
     * @param person a number, {@code +1…}, or a SIP address
     * @param announcement opens what is said before
     */
    public TransferToPerson(Call call, String person, Supplier<AudioSource> announcement) {
        this.call = call;
        this.person = person;
        this.announcement = announcement;
    }

    // snippet: transfer
    @Override
    public void onStart(StreamSession session, StartEvent start) {
        session.play(announcement.get())
                .result()
                .thenCompose(heard -> call.transferToAsync(person))
                .whenComplete((accepted, refused) -> {
                    if (refused != null) {
                        log.warn("Nobody could be reached", refused);
                        session.close();
                    }
                });
    }
    // end of snippet
}
