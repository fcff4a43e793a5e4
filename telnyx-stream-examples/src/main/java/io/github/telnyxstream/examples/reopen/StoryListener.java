package io.github.telnyxstream.examples.reopen;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a story, and goes on with it where it was when the connection is lost and Telnyx connects again. */
public final class StoryListener implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(StoryListener.class);

    private final Supplier<AudioSource> story;

    /**
     * Tells a story.
     *
     * @param story opens it
     */
    public StoryListener(Supplier<AudioSource> story) {
        this.story = story;
    }

    /**
     * An acceptor whose streams may be lost for ten seconds.
     *
     * @param tokens name the call of each stream, as {@code StreamTokens} do: only then is known which one comes back
     * @param options limits and clock
     * @param story opens the story
     * @return the acceptor
     */
    public static StreamAcceptor acceptor(
            StreamAuthenticator tokens, AcceptorOptions.Builder options, Supplier<AudioSource> story) {
        return StreamAcceptor.builder(() -> new StoryListener(story))
                .authenticator(tokens)
                .options(options.resumeWithin(Duration.ofSeconds(10)).build())
                .build();
    }

    @Override
    public void onStart(StreamSession session, StartEvent start) {
        session.play(story.get()).result().thenRun(session::close);
    }

    @Override
    public void onLost(StreamSession session, StreamFailure loss) {
        log.warn("Lost, the story waits: {}", loss.message());
    }

    @Override
    public void onResumed(StreamSession session, StartEvent event) {
        log.info("Here again, the story goes on");
    }

    @Override
    public void onFailed(StreamSession session, StreamFailure failure) {
        log.warn("Nobody came back: {}", failure.message());
    }
}
