package io.github.telnyxstream.stream.transport;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where an adapter takes its upgrade requests to. {@link io.github.telnyxstream.stream.StreamAcceptor} is the one that
 * applications use; the contract suite of the testkit puts its own in its place.
 *
 * <p><b>Threads:</b> thread-safe.
 */
@FunctionalInterface
public interface Admissions {
    /** The version of WebSocket that is spoken here (RFC 6455, section 4.1). */
    String SPOKEN_VERSION = "13";

    /** The status of who asks for no upgrade, or for another version. */
    int UPGRADE_REQUIRED = 426;

    /**
     * Decides on an upgrade request; to be called before the upgrade. Returns at once and throws nothing: a look-up that
     * takes time runs on threads that serve no open call, and the stage completes on one of those.
     *
     * @param handshake the request
     * @return the decision, now or later, never a failure; an accepted one holds a place until it is opened and ended, or
     *     abandoned. An adapter whose connection is gone by then abandons it; not every server says so, and therefore the
     *     acceptor gives back by itself what was not opened within 10 s
     */
    CompletionStage<Admission> authorise(Handshake handshake);

    /**
     * Decides on any request that has come in where the streams are: what asks for no upgrade to a WebSocket of version 13 is
     * refused with 426 and what asks for it wrongly with 400 (RFC 6455, section 4.2.1), without being looked at further;
     * everything else is left to {@link #authorise}. Returns at once and throws nothing.
     *
     * @param method of the request, as it stands in the request line
     * @param request the request
     * @return the decision, as that of {@link #authorise}
     */
    default CompletionStage<Admission> decide(String method, Handshake request) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(request, "request");
        if (!has(request, "Upgrade", "websocket")
                || !has(request, "Connection", "upgrade")
                || !has(request, "Sec-WebSocket-Version", SPOKEN_VERSION)) {
            return CompletableFuture.completedFuture(Admission.refused(UPGRADE_REQUIRED));
        }
        if (!method.equals("GET") || request.header("Sec-WebSocket-Key") == null) {
            return CompletableFuture.completedFuture(Admission.refused(400));
        }
        return authorise(request);
    }

    private static boolean has(Handshake request, String header, String word) {
        List<String> values = request.headers().getOrDefault(header, List.of());
        return List.of(String.join(",", values).toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1))
                .contains(word);
    }
}
