package io.github.telnyxstream.callcontrol.recording;

import java.io.IOException;

/** Gives a link to a recording, a fresh one each time it is asked. */
@FunctionalInterface
public interface LinkSource {

    /**
     * A link.
     *
     * @return a pre-signed address
     * @throws IOException if there is none
     */
    String link() throws IOException;
}
