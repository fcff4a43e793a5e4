package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.stream.LivePlayback;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import org.jspecify.annotations.Nullable;

/** Whoever calls hears themselves as a robot: each sample is multiplied with a tone. */
public final class TransformAndSendBack implements StreamListener {
    private static final double ROBOT_HZ = 60;

    private @Nullable LivePlayback voice;
    private long samples;

    // snippet: transform
    @Override
    public void onStart(StreamSession session, StartEvent start) {
        voice = session.playLive(session.inboundFormat().sampleRateHz());
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        if (voice != null) {
            voice.write(robot(frame.pcm(), frame.format().sampleRateHz()));
        }
    }
    // end of snippet

    private short[] robot(short[] pcm, int rateHz) {
        short[] turned = new short[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            turned[i] = (short) (pcm[i] * Math.sin(2 * Math.PI * ROBOT_HZ * samples++ / rateHz));
        }
        return turned;
    }
}
