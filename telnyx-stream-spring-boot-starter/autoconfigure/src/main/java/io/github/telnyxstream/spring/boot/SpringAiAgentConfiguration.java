package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.SpeechToSpeech;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.agent.springai.SpringAiResponder;
import io.github.telnyxstream.stream.StreamListener;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A model of Spring AI answers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({SpringAiResponder.class, ChatClient.class})
@ConditionalOnMissingBean({Responder.class, SpeechToSpeech.class, VoiceAgents.class, StreamListener.class})
final class SpringAiAgentConfiguration {
    @Bean
    @ConditionalOnSingleCandidate(ChatClient.class)
    Responder telnyxChatClientResponder(ChatClient client, AgentProperties properties) {
        return SpringAiResponder.builder(client)
                .instructions(properties.instructions())
                .build();
    }

    @Bean
    @ConditionalOnMissingBean({Responder.class, ChatClient.class})
    @ConditionalOnSingleCandidate(ChatModel.class)
    Responder telnyxChatModelResponder(ChatModel model, AgentProperties properties) {
        return SpringAiResponder.builder(ChatClient.create(model))
                .instructions(properties.instructions())
                .build();
    }
}
