package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.stream.LivePlayback;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import org.jspecify.annotations.Nullable;

/** Whoever calls hears themselves as a robot: each sample is multiplied with a tone. */
public final class TransformAndSendBack implements StreamListener {
    private static final double ROBOT_HZ = 60;

    private @Nullable LivePlayback voice;
    private long samples;

    // snippet: transform
    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        int rateHz = frame.format().sampleRateHz();
        if (voice == null) {
            voice = session.playLive(rateHz);
        }
        voice.write(robot(frame.pcm(), rateHz));
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
