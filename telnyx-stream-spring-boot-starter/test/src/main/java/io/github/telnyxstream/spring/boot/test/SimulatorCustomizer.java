package io.github.telnyxstream.spring.boot.test;

import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** Starts a simulator with the application's context and tells each of the other. */
final class SimulatorCustomizer implements ContextCustomizer {
    static final String API_KEY = "KEYsimulator";

    private static final SimulatorCustomizer FOR_ALL = new SimulatorCustomizer();

    private SimulatorCustomizer() {}

    /** For Spring: contexts of a {@link TelnyxStreamTest} get a simulator, and share one if they are configured alike. */
    static final class Factory implements ContextCustomizerFactory {
        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
            return TestContextAnnotationUtils.hasAnnotation(testClass, TelnyxStreamTest.class) ? FOR_ALL : null;
        }
    }

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        TelnyxSimulator telnyx = start();
        tell(context.getEnvironment().getPropertySources(), telnyx);
        context.getBeanFactory().registerSingleton("simulatedTelnyx", telnyx);
        ApplicationListener<ApplicationReadyEvent> listening = ready ->
                telnyx.webhookUrl(webhookUrl(ready.getApplicationContext().getEnvironment()));
        context.addApplicationListener(listening);
        ApplicationListener<ContextClosedEvent> closed = closing -> {
            if (closing.getApplicationContext() == context) {
                telnyx.close();
            }
        };
        context.addApplicationListener(closed);
    }

    /** Above the application's own properties and below those of the test. */
    private static void tell(MutablePropertySources sources, TelnyxSimulator telnyx) {
        MapPropertySource told = new MapPropertySource(
                "simulated Telnyx",
                Map.of(
                        "telnyx.api-key",
                        API_KEY,
                        "telnyx.public-key",
                        telnyx.publicKey(),
                        "telnyx.base-url",
                        telnyx.baseUrl().toString(),
                        "telnyx.drain.accept-grace",
                        "0s",
                        "telnyx.drain.deadline",
                        "0s",
                        "telnyx.drain.last-words",
                        "0s"));
        String ofTheTest = TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME;
        if (sources.contains(ofTheTest)) {
            sources.addAfter(ofTheTest, told);
        } else {
            sources.addFirst(told);
        }
    }

    private static TelnyxSimulator start() {
        try {
            return TelnyxSimulator.builder().apiKey(API_KEY).start();
        } catch (IOException noPort) {
            throw new UncheckedIOException("no port for the simulator", noPort);
        }
    }

    private static URI webhookUrl(Environment environment) {
        String base = environment.getProperty(
                "server.servlet.context-path", environment.getProperty("spring.webflux.base-path", ""));
        return URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + base
                + environment.getProperty("telnyx.webhook.path", "/webhook"));
    }
}
