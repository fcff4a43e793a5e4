package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import java.util.Arrays;

/** Silence in the place of what a service must not hear. */
final class SilentFrame {
    private SilentFrame() {}

    /** As long as the frame; encoded as well where a byte of its codec can be silence. */
    static MediaFrame inPlaceOf(MediaFrame frame) {
        MediaEvent event = frame.event();
        byte[] payload = new byte[0];
        if (!frame.format().isVariableSize() && frame.format().silenceByte() >= 0) {
            payload = new byte[frame.payload().length];
            Arrays.fill(payload, (byte) frame.format().silenceByte());
        }
        MediaEvent silent = new MediaEvent(
                event.streamId(), event.sequenceNumber(), event.track(), event.chunk(), event.timestamp(), payload);
        return MediaFrame.of(silent, frame.format(), new short[frame.pcm().length], frame.lostBefore());
    }
}
