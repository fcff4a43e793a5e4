package io.github.telnyxstream.server;

/**
 * Answers the requests of a {@link StreamServer} that are neither streams, webhooks nor its health check.
 *
 * <p><b>Threads:</b> called by several at a time, on threads that serve no stream and no webhook; may block.
 */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Answers.
     *
     * @param request the request with its whole body
     * @return the reply
     * @throws Exception if there is none: it is logged and answered with 500
     */
    WebReply handle(WebRequest request) throws Exception;
}
