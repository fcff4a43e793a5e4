package io.github.telnyxstream.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.CallTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookKey;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.reactive.server.ReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.http.server.reactive.HttpHandler;

/** What an application gets, and what it is told when it is configured wrongly. */
class TelnyxAutoConfigurationTest {
    private static final String PUBLIC_KEY = WebhookKey.of(1).publicKey();
    private static final AutoConfigurations OURS = AutoConfigurations.of(TelnyxAutoConfiguration.class);

    private final ApplicationContextRunner withoutKeys = new ApplicationContextRunner().withConfiguration(OURS);
    private final ApplicationContextRunner runner =
            withoutKeys.withPropertyValues("telnyx.api-key=KEYtest", "telnyx.public-key=" + PUBLIC_KEY);

    @TelnyxStream
    static class Listener implements StreamListener {}

    @TelnyxStream
    static class OtherListener implements StreamListener {}

    @TelnyxStream("/media/**")
    static class OddListener implements StreamListener {}

    @TelnyxStream("/other/media")
    static class ElsewhereListener implements StreamListener {}

    @Configuration(proxyBeanMethods = false)
    static class OneForAll {
        @Bean
        StreamListener listener() {
            return new StreamListener() {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ByBeanMethod {
        @Bean
        @Scope("prototype")
        StreamListener listener() {
            return new StreamListener() {};
        }
    }

    /** In Boot 3.5's place; that of Boot 4 is looked for by the same lines. */
    static final class FakeReactiveWebServerFactory implements ReactiveWebServerFactory {
        @Override
        public WebServer getWebServer(HttpHandler httpHandler) {
            throw new UnsupportedOperationException("no test starts it");
        }
    }

    private static final class FixedTokens implements CallTokens {
        @Override
        public StreamSettings forAnswer(String callControlId, StreamSettings settings) {
            return settings;
        }

        @Override
        public StreamSettings forStreamingStart(String callControlId, StreamSettings settings) {
            return settings;
        }

        @Override
        public void revoke(String callControlId) {
            // it never ends
        }

        @Override
        public Verdict authenticate(Handshake handshake) {
            return Verdict.tokenWrong();
        }
    }

    @Test
    void givesCallControlTokensWebhooksAndStreams() {
        runner.withUserConfiguration(Listener.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(CallControl.class)
                        .hasSingleBean(CallTokens.class)
                        .hasSingleBean(WebhookReceiver.class)
                        .hasSingleBean(StreamAcceptor.class)
                        .hasSingleBean(IncomingCalls.class)
                        .hasSingleBean(StreamDrain.class));
    }

    @Test
    void givesNoStreamsWithoutListener() {
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(CallControl.class)
                .doesNotHaveBean(StreamAcceptor.class));
    }

    @Test
    void takesListenerOfBeanMethod() {
        runner.withUserConfiguration(ByBeanMethod.class)
                .run(context -> assertThat(
                                context.getBean(ListenerCatalog.class).paths())
                        .containsExactly("/media"));
    }

    @Test
    void takesLongestPathFirst() {
        runner.withUserConfiguration(Listener.class, ElsewhereListener.class)
                .run(context -> assertThat(
                                context.getBean(ListenerCatalog.class).paths())
                        .containsExactly("/other/media", "/media"));
    }

    @Test
    void doesNothingWithoutKeysAndSaysSoInOneLine() {
        assertThat(linesOf(withoutKeys.withUserConfiguration(Listener.class)))
                .singleElement()
                .asString()
                .startsWith("telnyx.api-key is not set");
        assertThat(linesOf(withoutKeys.withPropertyValues("telnyx.api-key=KEYtest", "telnyx.public-key= ")))
                .singleElement()
                .asString()
                .startsWith("telnyx.public-key is not set");
    }

    private static Iterable<String> linesOf(ApplicationContextRunner application) {
        Logger logger = (Logger) LoggerFactory.getLogger("io.github.telnyxstream");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            application.run(context ->
                    assertThat(context).doesNotHaveBean(CallControl.class).doesNotHaveBean(StreamAcceptor.class));
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void needsNoPublicKeyWithoutWebhooks() {
        withoutKeys
                .withPropertyValues("telnyx.api-key=KEYtest", "telnyx.webhook.enabled=false")
                .run(context ->
                        assertThat(context).hasSingleBean(CallControl.class).doesNotHaveBean(WebhookReceiver.class));
    }

    @Test
    void givesWayToTheApplicationsBeans() {
        CallTokens tokens = new FixedTokens();
        WebhookHandler handler = event -> {};
        runner.withUserConfiguration(Listener.class)
                .withBean(CallTokens.class, () -> tokens)
                .withBean(WebhookHandler.class, () -> handler)
                .run(context -> {
                    assertThat(context.getBean(CallTokens.class)).isSameAs(tokens);
                    assertThat(context.getBean(WebhookHandler.class)).isSameAs(handler);
                });
    }

    @Test
    void refusesOneListenerForAllCalls() {
        runner.withUserConfiguration(OneForAll.class)
                .run(context -> assertThat(told(context)).contains("'listener'", "@Scope(\"prototype\")"));
    }

    @Test
    void refusesTwoListenersAtOnePath() {
        runner.withUserConfiguration(Listener.class, OtherListener.class)
                .run(context -> assertThat(told(context)).contains("/media", "@TelnyxStream(\"/other\")"));
    }

    @Test
    void refusesPatternForPath() {
        runner.withUserConfiguration(OddListener.class)
                .run(context -> assertThat(told(context)).contains("/media/**", "telnyx.stream.path"));
    }

    @Test
    void refusesUnusablePublicKeyWithoutTellingIt() {
        runner.withPropertyValues("telnyx.public-key=c2VjcmV0")
                .run(context ->
                        assertThat(told(context)).contains("telnyx.public-key").doesNotContain("c2VjcmV0"));
    }

    @Test
    void refusesUnusableApiKeyWithoutTellingIt() {
        runner.withPropertyValues("telnyx.api-key=KEY with spaces")
                .run(context ->
                        assertThat(told(context)).contains("telnyx.api-key").doesNotContain("KEY with"));
    }

    @Test
    void saysThatSpringWebSocketIsMissing() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withUserConfiguration(Listener.class)
                .withPropertyValues("telnyx.api-key=KEYtest", "telnyx.public-key=" + PUBLIC_KEY)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(analysed(context.getStartupFailure()))
                            .contains("tomcat-embed-websocket", "spring-boot-starter-websocket");
                });
    }

    @Test
    void saysThatWebFluxRunsOnAnotherServer() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(OURS)
                .withUserConfiguration(Listener.class)
                .withBean(FakeReactiveWebServerFactory.class)
                .withPropertyValues("telnyx.api-key=KEYtest", "telnyx.public-key=" + PUBLIC_KEY)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(analysed(context.getStartupFailure())).contains("need Reactor Netty", "Fake");
                });
    }

    @Test
    void tellsThePropertiesToTheEditor() throws Exception {
        try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"telnyx.api-key\"", "\"telnyx.drain.accept-grace\"", "Where Telnyx delivers them.");
        }
    }

    private static String told(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        return analysed(context.getStartupFailure());
    }

    private static String analysed(Throwable failure) {
        FailureAnalysis analysis = new TelnyxConfigurationException.Analyzer().analyze(failure);
        assertThat(analysis).as("what %s is shown as", failure).isNotNull();
        assertThat(analysis.getAction()).isNotEmpty();
        return analysis.getDescription();
    }
}
