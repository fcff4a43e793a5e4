package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.agent.SpeechSynthesizer;
import java.io.IOException;

/** A synthetic voice that needs no network. <b>Threads:</b> thread-safe. */
interface OfflineVoice extends SpeechSynthesizer {

    /** Speaks a text. */
    Pcm say(String text) throws IOException;

    /** Speaks a text as a telephone carries it, at 8 kHz. */
    default short[] onTheTelephone(String text) throws IOException {
        return Telephone.narrow(say(text));
    }

    /** Samples, mono. */
    final class Pcm {
        private final short[] samples;
        private final int rateHz;

        Pcm(short[] samples, int rateHz) {
            this.samples = samples;
            this.rateHz = rateHz;
        }

        /** The voice's own array. */
        short[] samples() {
            return samples;
        }

        int rateHz() {
            return rateHz;
        }

        /** Tells all of it, in pieces of a tenth of a second. */
        void tell(Listener listener) {
            int piece = rateHz / 10;
            for (int at = 0; at < samples.length; at += piece) {
                listener.audio(samples, at, Math.min(piece, samples.length - at), rateHz);
            }
            listener.done();
        }
    }
}
