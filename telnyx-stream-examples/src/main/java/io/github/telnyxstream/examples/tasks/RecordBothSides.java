package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.event.StartEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Speaks, and writes a WAV file of both sides: the caller left, what the caller can have heard right. */
public final class RecordBothSides implements StreamListener {
    private final Path folder;
    private final Supplier<AudioSource> greeting;
    private @Nullable CallRecorder recorder;

    /**
     * A call.
     *
     * @param folder where its file goes
     * @param greeting opens what is said
     */
    public RecordBothSides(Path folder, Supplier<AudioSource> greeting) {
        this.folder = folder;
        this.greeting = greeting;
    }

    // snippet: record
    @Override
    public void onStart(StreamSession session, StartEvent start) {
        try {
            Path file = folder.resolve(UUID.randomUUID() + ".wav");
            recorder = CallRecorder.create(file, 8_000, CallRecorder.Layout.STEREO);
        } catch (IOException noFile) {
            throw new UncheckedIOException(noFile);
        }
        session.record(recorder);
        session.play(greeting.get());
    }

    @Override
    public void onEnd(StreamSession session) {
        if (recorder != null) {
            try {
                recorder.close();
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }
    // end of snippet
}
