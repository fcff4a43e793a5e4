package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.agent.AgentLimits;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.AgentObserver;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.CallControlActions;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.agent.SpeechToSpeech;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.stream.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Of three services, or of one that does it all. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean({VoiceAgents.class, StreamListener.class})
final class VoiceAgentsConfiguration {
    @Bean
    @ConditionalOnBean(SpeechToSpeech.class)
    VoiceAgents telnyxSpokenAgents(
            SpeechToSpeech service,
            AgentProperties properties,
            CallControl calls,
            ObjectProvider<AgentTool> tools,
            ObjectProvider<AgentObserver> observers,
            ObjectProvider<VoiceAgentCustomizer> customizers) {
        return build(VoiceAgents.builder(service), properties, calls, tools, observers, customizers);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean({SpeechRecognizer.class, Responder.class, SpeechSynthesizer.class})
    VoiceAgents telnyxVoiceAgents(
            SpeechRecognizer recognizer,
            Responder responder,
            SpeechSynthesizer synthesizer,
            AgentProperties properties,
            CallControl calls,
            ObjectProvider<AgentTool> tools,
            ObjectProvider<AgentObserver> observers,
            ObjectProvider<VoiceAgentCustomizer> customizers) {
        return build(
                VoiceAgents.builder(recognizer, responder, synthesizer),
                properties,
                calls,
                tools,
                observers,
                customizers);
    }

    private static VoiceAgents build(
            VoiceAgents.Builder agents,
            AgentProperties properties,
            CallControl calls,
            ObjectProvider<AgentTool> tools,
            ObjectProvider<AgentObserver> observers,
            ObjectProvider<VoiceAgentCustomizer> customizers) {
        boolean isGerman = properties.language().startsWith("de");
        agents.language(properties.language())
                .lines(isGerman ? AgentLines.german(properties.greeting()) : AgentLines.english(properties.greeting()))
                .actions(new CallControlActions(calls))
                .tools(withThoseOfTheCall(tools.orderedStream().toList(), properties));
        if (properties.human() != null) {
            agents.limits(AgentLimits.defaults().transferTo(properties.human(), Set.of()));
        }
        observers.ifUnique(agents::observer);
        customizers.orderedStream().forEach(customizer -> customizer.customize(agents));
        return agents.build();
    }

    private static List<AgentTool> withThoseOfTheCall(List<AgentTool> own, AgentProperties properties) {
        List<AgentTool> all = new ArrayList<>(own);
        List<AgentTool> more = properties.human() == null
                ? List.of(CallTools.hangUp())
                : List.of(CallTools.hangUp(), CallTools.transfer());
        for (AgentTool tool : more) {
            if (own.stream().noneMatch(known -> known.name().equals(tool.name()))) {
                all.add(tool);
            }
        }
        return all;
    }
}
