package io.github.telnyxstream.testkit.simulator.rest;

import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import java.net.URI;

/** What is behind the HTTP server. Called on its threads, many at a time. */
public interface RestApi {
    /**
     * Serves a request that had the right key.
     *
     * @param request what was asked
     * @return the answer
     */
    RestReply serve(RestRequest request);

    /**
     * Serves a pre-signed link.
     *
     * @param uri as it came
     * @return the file, or a refusal
     */
    RestReply download(URI uri);

    /**
     * Is told of every request, served or not.
     *
     * @param request what was asked and answered
     */
    void received(ReceivedRequest request);
}
