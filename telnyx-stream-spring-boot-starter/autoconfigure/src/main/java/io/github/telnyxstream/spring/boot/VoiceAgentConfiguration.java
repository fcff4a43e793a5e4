package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.agent.VoiceAgent;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.stream.StreamListener;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** One agent for each call. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(VoiceAgents.class)
@ConditionalOnMissingBean(StreamListener.class)
final class VoiceAgentConfiguration {
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    VoiceAgent telnyxVoiceAgent(VoiceAgents agents) {
        return agents.get();
    }
}
