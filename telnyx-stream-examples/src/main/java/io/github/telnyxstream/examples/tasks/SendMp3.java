package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;

/**
 * Sends a whole MP3 file in one message; nothing is decoded here. Only in mode {@code mp3}, at most one file a second. The engine
 * has to know the mode: {@code StreamTokens} carry it.
 */
public final class SendMp3 implements StreamListener {
    private final byte[] file;

    /**
     * A call.
     *
     * @param file the MP3
     */
    public SendMp3(byte[] file) {
        this.file = file.clone();
    }

    // snippet: mp3
    /** The stream that takes MP3. */
    static StreamSettings settings(String url) {
        return StreamSettings.builder(url).outboundMode(OutboundMode.MP3).build();
    }

    @Override
    public void onStart(StreamSession session, StartEvent start) {
        session.play(AudioSource.mp3(file)).result().thenRun(session::close);
    }
    // end of snippet
}
