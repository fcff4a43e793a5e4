package io.github.telnyxstream.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.simulator.webhook.WebhookKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

/** An application can be prepared ahead of time, and what is looked up by name is then said. */
class AheadOfTimeTest {
    @Test
    void isPreparedAheadOfTime() {
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext prepared =
                new DefaultGenerationContext(new ClassNameGenerator(ClassName.get("example", "Application")), files);
        try (AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext()) {
            application
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "keys",
                            Map.of(
                                    "telnyx.api-key",
                                    "KEYtest",
                                    "telnyx.public-key",
                                    WebhookKey.of(1).publicKey())));
            application.register(TelnyxAutoConfiguration.class, TelnyxAutoConfigurationTest.Listener.class);
            new ApplicationContextAotGenerator().processAheadOfTime(application, prepared);
        }
        prepared.writeGeneratedContent();

        assertThat(files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE).keySet())
                .anyMatch(name -> name.contains("TelnyxAutoConfiguration"));
        assertThat(prepared.getRuntimeHints())
                .satisfies(hints -> assertThat(RuntimeHintsPredicates.reflection()
                                .onType(TelnyxProperties.class)
                                .test(hints))
                        .isTrue())
                .satisfies(hints -> assertThat(RuntimeHintsPredicates.reflection()
                                .onType(TypeReference.of(ServletConfiguration.HANDSHAKES))
                                .test(hints))
                        .isTrue());
    }
}
