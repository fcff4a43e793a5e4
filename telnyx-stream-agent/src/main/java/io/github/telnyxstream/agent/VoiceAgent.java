package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one call, made by {@link VoiceAgents}. Everything it does runs serially on a loop of its own, so that neither the
 * engine nor another call waits for it, whatever a service does.
 *
 * <p><b>Threads:</b> the engine calls it like every listener; {@link #call} may be used from any thread.
 */
public final class VoiceAgent implements StreamListener {
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private @Nullable Dialogue dialogue;
    private volatile @Nullable AgentCall call;

    VoiceAgent(AgentRecipe recipe) {
        this.recipe = recipe;
        this.loop = new CallLoop(recipe.clock(), recipe.services());
    }

    /**
     * The call, for the application's own wishes: to say something, to hang up.
     *
     * @return the call, or null before the stream has started
     */
    public @Nullable AgentCall call() {
        return call;
    }

    @Override
    public void onStart(StreamSession session, StartEvent event) {
        Dialogue begun = new Dialogue(new StreamLine(session), recipe, loop);
        call = begun.call();
        loop.execute(() -> {
            dialogue = begun;
            begun.begin();
        });
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        loop.execute(() -> {
            if (dialogue != null) {
                dialogue.hear(frame);
            }
        });
    }

    @Override
    public void onDtmf(StreamSession session, DtmfEvent event) {
        loop.execute(() -> {
            if (dialogue != null) {
                dialogue.key(String.valueOf(event.digit()));
            }
        });
    }

    @Override
    public void onEnd(StreamSession session) {
        loop.execute(() -> {
            if (dialogue != null) {
                dialogue.close();
            }
        });
    }
}
