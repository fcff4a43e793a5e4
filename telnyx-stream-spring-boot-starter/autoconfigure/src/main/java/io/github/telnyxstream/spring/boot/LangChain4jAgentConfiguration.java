package io.github.telnyxstream.spring.boot;

import dev.langchain4j.model.chat.StreamingChatModel;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.SpeechToSpeech;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.agent.langchain4j.LangChain4jResponder;
import io.github.telnyxstream.stream.StreamListener;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A model of LangChain4j answers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({LangChain4jResponder.class, StreamingChatModel.class})
@ConditionalOnMissingBean({Responder.class, SpeechToSpeech.class, VoiceAgents.class, StreamListener.class})
final class LangChain4jAgentConfiguration {
    @Bean
    @ConditionalOnSingleCandidate(StreamingChatModel.class)
    Responder telnyxLangChain4jResponder(StreamingChatModel model, AgentProperties properties) {
        return LangChain4jResponder.builder(model, properties.instructions()).build();
    }
}
