package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.DrainPlan;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The acceptor of an application that has none of its own. */
@Singleton
final class StreamProducer {
    private volatile @Nullable StreamAcceptor made;

    /** One listener for each stream: declare it {@code @Dependent}, without {@code @PreDestroy}. */
    @Produces
    @Singleton
    @DefaultBean
    StreamAcceptor acceptor(Instance<StreamListener> listeners, Instance<StreamAuthenticator> authenticator) {
        if (!listeners.isResolvable() || !authenticator.isResolvable()) {
            throw new IllegalStateException(
                    "Streams need a bean of type StreamListener (@Dependent) and one of type StreamAuthenticator");
        }
        StreamAcceptor acceptor = StreamAcceptor.builder(listeners::get)
                .authenticator(authenticator.get())
                .build();
        made = acceptor;
        return acceptor;
    }

    void close(@Disposes StreamAcceptor acceptor) {
        acceptor.close();
    }

    /**
     * Running calls go on before Quarkus closes its server, which it does before it tells anybody of the shutdown itself. It
     * waits here because this artifact sets {@code quarkus.shutdown.delay-enabled}.
     */
    void drain(@Observes ShutdownDelayInitiatedEvent stopping, StreamConfiguration configuration) {
        StreamAcceptor acceptor = made;
        if (acceptor != null) {
            acceptor.drain(DrainPlan.builder(configuration.drainDeadline()).build())
                    .toCompletableFuture()
                    .join();
        }
    }
}
