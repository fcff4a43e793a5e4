package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.agent.SpeechToSpeech;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.agent.telnyx.TelnyxSpeech;
import io.github.telnyxstream.stream.StreamListener;
import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Telnyx's own services do what no bean of the application does. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(TelnyxSpeech.class)
@ConditionalOnMissingBean({SpeechToSpeech.class, VoiceAgents.class, StreamListener.class})
final class TelnyxAgentConfiguration {
    /** A client opens nothing before it is used. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    TelnyxSpeech telnyxSpeech(TelnyxProperties telnyx, AgentProperties agent) {
        return TelnyxSpeech.builder(telnyx.apiKey())
                .baseUrl(URI.create(telnyx.baseUrl()))
                .voice(agent.voice(), agent.voiceSampleRate())
                .model(agent.model())
                .build();
    }

    @Bean
    @ConditionalOnMissingBean(Responder.class)
    @ConditionalOnProperty("telnyx.agent.instructions")
    Responder telnyxResponder(TelnyxSpeech speech, AgentProperties agent) {
        return speech.responder(agent.instructions());
    }

    @Bean
    @ConditionalOnBean(Responder.class)
    @ConditionalOnMissingBean
    SpeechRecognizer telnyxSpeechRecognizer(TelnyxSpeech speech) {
        return speech.recognizer();
    }

    @Bean
    @ConditionalOnBean(Responder.class)
    @ConditionalOnMissingBean
    SpeechSynthesizer telnyxSpeechSynthesizer(TelnyxSpeech speech) {
        return speech.synthesizer();
    }
}
