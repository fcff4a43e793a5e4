package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.agent.VoiceAgents;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A voice agent answers, where the application has what makes one and no listener of its own. Each of these asks for beans of
 * those before it; Spring takes nested configurations first and in no order, so none is nested here.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(VoiceAgents.class)
@EnableConfigurationProperties(AgentProperties.class)
@Import({
    LangChain4jAgentConfiguration.class,
    SpringAiAgentConfiguration.class,
    TelnyxAgentConfiguration.class,
    VoiceAgentsConfiguration.class,
    VoiceAgentConfiguration.class
})
final class AgentConfiguration {}
