package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.simulator.media.MediaLink;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Opens media streams by whatever way is set now. Thread-safe. */
final class Dialers implements MediaLink.Dialer {
    private volatile MediaLink.Dialer current;

    Dialers(MediaLink.Dialer first) {
        current = first;
    }

    void dialAt(MediaLink.Dialer next) {
        current = next;
    }

    @Override
    public CompletableFuture<MediaLink> open(URI url, @Nullable String authToken, MediaLink.Receiver receiver) {
        return current.open(url, authToken, receiver);
    }
}
