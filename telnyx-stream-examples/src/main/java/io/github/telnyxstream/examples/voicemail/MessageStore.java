package io.github.telnyxstream.examples.voicemail;

import java.io.IOException;

/** Where messages go. Thread-safe. */
@FunctionalInterface
public interface MessageStore {
    /**
     * Begins a message.
     *
     * @param call whose
     * @param sampleRateHz rate of the frames that will come, in Hz
     * @return the message, to be saved or discarded
     * @throws IOException if there is no room for it
     */
    OpenMessage open(CallFacts call, int sampleRateHz) throws IOException;
}
