package io.github.telnyxstream.stream.audio;

import java.io.IOException;

/** A source that is opened again whenever it is at its end. */
final class LoopSource implements AudioSource {
    private final Opener opener;
    private final int sampleRateHz;
    private AudioSource round;
    private boolean hasGiven;

    LoopSource(Opener opener) throws IOException {
        this.opener = opener;
        this.round = opener.open();
        this.sampleRateHz = round.sampleRateHz();
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
        int count = round.read(pcm, offset, lengthSamples);
        while (count < 0) {
            if (!hasGiven) {
                // nothing, again and again, is nothing
                return -1;
            }
            round.close();
            round = opener.open();
            if (round.sampleRateHz() != sampleRateHz) {
                throw new IOException(
                        "the source has " + round.sampleRateHz() + " Hz in this round, it had " + sampleRateHz);
            }
            hasGiven = false;
            count = round.read(pcm, offset, lengthSamples);
        }
        hasGiven |= count > 0;
        return count;
    }

    @Override
    public void close() throws IOException {
        round.close();
    }
}
