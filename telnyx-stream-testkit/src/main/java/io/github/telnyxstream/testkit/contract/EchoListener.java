package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;

/** Says what it hears. */
final class EchoListener implements StreamListener {
    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        session.send(frame);
    }
}
