package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.DrainPlan;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamObserver;
import io.github.telnyxstream.stream.access.CallTokens;
import io.github.telnyxstream.stream.remote.RemoteActions;
import io.github.telnyxstream.stream.remote.RemoteStreams;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the application has a listener. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(StreamListener.class)
final class StreamsConfiguration {
    @Bean
    ListenerCatalog telnyxListeners(ListableBeanFactory beans, TelnyxProperties properties) {
        return new ListenerCatalog(beans, properties.stream().path());
    }

    @Bean
    @ConditionalOnMissingBean
    AcceptorOptions telnyxAcceptorOptions(TelnyxProperties properties, ObjectProvider<StreamObserver> observers) {
        AcceptorOptions.Builder builder =
                AcceptorOptions.builder().maxSessions(properties.stream().maxSessions());
        observers.ifUnique(builder::observer);
        return builder.build();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    StreamAcceptor telnyxStreamAcceptor(
            ListenerCatalog listeners,
            CallTokens tokens,
            AcceptorOptions options,
            ObjectProvider<RemoteStreams> otherNodes,
            ObjectProvider<RemoteActions> actions) {
        RemoteStreams others = otherNodes.getIfUnique();
        RemoteActions asked = actions.getIfUnique(() -> new RemoteActions() {});
        return StreamAcceptor.builderPerCall(stream ->
                        others == null ? listeners.listener(stream) : others.owned(listeners.listener(stream), asked))
                .authenticator(tokens)
                .options(options)
                .build();
    }

    @Bean
    IncomingCalls telnyxIncomingCalls(
            CallControl calls,
            CallTokens tokens,
            StreamAcceptor acceptor,
            TelnyxProperties properties,
            ListenerCatalog listeners,
            AcceptorOptions options,
            ObjectProvider<RemoteStreams> otherNodes) {
        Executor later =
                CompletableFuture.delayedExecutor(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return new IncomingCalls(
                calls, tokens, acceptor, properties, listeners.paths(), otherNodes.getIfUnique(), later);
    }

    @Bean
    @ConditionalOnMissingBean
    DrainPlan telnyxDrainPlan(TelnyxProperties properties) {
        return DrainPlan.builder(properties.drain().deadline())
                .acceptGrace(properties.drain().acceptGrace())
                .lastWords(properties.drain().lastWords())
                .build();
    }

    @Bean
    StreamDrain telnyxStreamDrain(StreamAcceptor acceptor, DrainPlan plan) {
        return new StreamDrain(acceptor, plan);
    }
}
