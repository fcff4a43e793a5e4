package io.github.telnyxstream.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.StreamingChatModel;
import io.github.telnyxstream.agent.AgentLimits;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.agent.SpeechToSpeech;
import io.github.telnyxstream.agent.VoiceAgent;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.agent.langchain4j.LangChain4jResponder;
import io.github.telnyxstream.agent.springai.SpringAiResponder;
import io.github.telnyxstream.agent.telnyx.TelnyxSpeech;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which beans make an agent. */
class AgentConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TelnyxAutoConfiguration.class))
            .withPropertyValues(
                    "telnyx.api-key=KEYtest",
                    "telnyx.public-key=" + WebhookKey.of(1).publicKey());

    @TelnyxStream
    static class OwnListener implements StreamListener {}

    /** As a starter of LangChain4j does. */
    @AutoConfiguration
    static class ModelOfLangChain4j {
        @Bean
        StreamingChatModel model() {
            return new StreamingChatModel() {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ModelOfSpringAi {
        @Bean
        ChatModel model() {
            return new ChatModel() {
                @Override
                public ChatResponse call(Prompt prompt) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ClientOfSpringAi {
        @Bean
        ChatClient client() {
            return ChatClient.create(new ModelOfSpringAi().model());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnServices {
        @Bean
        SpeechRecognizer recognizer() {
            return (language, listener) -> {
                throw new UnsupportedOperationException();
            };
        }

        @Bean
        Responder responder() {
            return (request, sink) -> Responder.Reply.COMPLETE;
        }

        @Bean
        SpeechSynthesizer synthesizer() {
            return (text, language, listener) -> () -> {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OneForAll {
        @Bean
        SpeechToSpeech service() {
            return (opening, listener) -> {
                throw new UnsupportedOperationException();
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        static final AtomicInteger TIMES = new AtomicInteger();

        @Bean
        VoiceAgentCustomizer limits() {
            return agents -> {
                TIMES.incrementAndGet();
                agents.limits(AgentLimits.defaults());
            };
        }
    }

    @Test
    void makesAnAgentOfAModelOfLangChain4jAlone() {
        runner.withConfiguration(AutoConfigurations.of(ModelOfLangChain4j.class))
                .run(context -> {
                    assertThat(context)
                            .hasNotFailed()
                            .hasSingleBean(LangChain4jResponder.class)
                            .hasSingleBean(SpeechRecognizer.class)
                            .hasSingleBean(SpeechSynthesizer.class)
                            .hasSingleBean(StreamAcceptor.class);
                    // each call has one of its own
                    assertThat(context.getBean(VoiceAgent.class)).isNotSameAs(context.getBean(VoiceAgent.class));
                });
    }

    @Test
    void makesAnAgentOfAModelOrAClientOfSpringAiAlone() {
        runner.withUserConfiguration(ModelOfSpringAi.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(SpringAiResponder.class)
                        .hasSingleBean(VoiceAgents.class)
                        .hasSingleBean(StreamAcceptor.class));
        runner.withUserConfiguration(ModelOfSpringAi.class, ClientOfSpringAi.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Responder.class)
                        .hasBean("telnyxChatClientResponder"));
    }

    @Test
    void makesAnAgentOfTelnyxAloneWhereThereAreInstructions() {
        runner.withPropertyValues("telnyx.agent.instructions=Be brief.", "telnyx.agent.human=+12025550111")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("telnyxResponder")
                        .hasSingleBean(VoiceAgents.class)
                        .hasSingleBean(StreamAcceptor.class));
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(Responder.class)
                .doesNotHaveBean(SpeechRecognizer.class)
                .doesNotHaveBean(StreamListener.class)
                .doesNotHaveBean(StreamAcceptor.class));
    }

    @Test
    void makesAnAgentOfTheApplicationsOwnServices() {
        runner.withUserConfiguration(OwnServices.class, ModelOfSpringAi.class, Customizers.class)
                .withClassLoader(new FilteredClassLoader(TelnyxSpeech.class, LangChain4jResponder.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Responder.class)
                        .hasBean("responder")
                        .hasSingleBean(VoiceAgents.class)
                        .hasSingleBean(StreamAcceptor.class));
        assertThat(Customizers.TIMES).hasValue(1);
    }

    @Test
    void makesAnAgentOfOneServiceThatDoesItAll() {
        runner.withUserConfiguration(OneForAll.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("telnyxSpokenAgents")
                        .doesNotHaveBean(SpeechRecognizer.class)
                        .hasSingleBean(StreamAcceptor.class));
    }

    @Test
    void leavesAnApplicationAloneThatHasAListener() {
        runner.withUserConfiguration(OwnListener.class, ModelOfSpringAi.class, OwnServices.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(VoiceAgents.class)
                        .doesNotHaveBean(TelnyxSpeech.class)
                        .hasSingleBean(OwnListener.class));
    }

    @Test
    void needsNoneOfItOnThePath() {
        runner.withUserConfiguration(OwnListener.class)
                .withClassLoader(new FilteredClassLoader(
                        "io.github.telnyxstream.agent", "dev.langchain4j", "org.springframework.ai"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(StreamAcceptor.class));
    }
}
