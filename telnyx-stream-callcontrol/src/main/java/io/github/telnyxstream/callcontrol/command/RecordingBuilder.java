package io.github.telnyxstream.callcontrol.command;

import java.util.function.Function;

/**
 * What the commands share that act on a running recording: pause, resume and stop. One thread at a time.
 *
 * @param <C> what it builds
 * @param <B> the builder's own type
 */
public abstract class RecordingBuilder<C, B extends RecordingBuilder<C, B>> extends CommandBuilder<C, B> {

    RecordingBuilder(Function<Parameters, C> maker) {
        super(maker);
    }

    /**
     * One recording; all of the call unless set.
     *
     * @param recordingId its id
     * @return this builder
     */
    public final B recordingId(String recordingId) {
        return text("recording_id", recordingId, 255);
    }
}
