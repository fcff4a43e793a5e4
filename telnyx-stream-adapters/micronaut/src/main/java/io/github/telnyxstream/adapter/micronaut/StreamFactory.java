package io.github.telnyxstream.adapter.micronaut;

import io.github.telnyxstream.stream.DrainPlan;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.util.Map;

/** The beans of an application that has a listener and says who may call it. */
@Factory
final class StreamFactory {

    /** One listener for each stream: declare it {@code @Prototype}. */
    @Singleton
    @Bean(preDestroy = "close")
    @Requires(
            beans = {StreamListener.class, StreamAuthenticator.class},
            missingBeans = StreamAcceptor.class)
    StreamAcceptor telnyxStreamAcceptor(BeanProvider<StreamListener> listeners, StreamAuthenticator authenticator) {
        return StreamAcceptor.builder(listeners::get)
                .authenticator(authenticator)
                .build();
    }

    /** Calls go on while Micronaut shuts down gracefully (micronaut.lifecycle.graceful-shutdown.enabled). */
    @Singleton
    @Requires(beans = StreamAcceptor.class)
    GracefulShutdownCapable telnyxStreamDrain(StreamAcceptor acceptor, StreamConfiguration configuration) {
        return () ->
                acceptor.drain(DrainPlan.builder(configuration.drainDeadline()).build());
    }

    /** Not ready while it drains. */
    @Factory
    @Requires(classes = HealthIndicator.class, beans = HealthEndpoint.class)
    static final class Health {
        @Singleton
        @Requires(beans = StreamAcceptor.class)
        HealthIndicator telnyxStreamHealth(StreamAcceptor acceptor) {
            return () -> Publishers.just(HealthResult.builder("telnyxStream")
                    .status(acceptor.isReady() ? HealthStatus.UP : HealthStatus.DOWN)
                    .details(Map.of("openStreams", acceptor.openSessions()))
                    .build());
        }
    }
}
