package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Which voice speaks, and what is said about it. */
class VoicesTest {
    private static final Voices MARY = new Voices("MaryTTS", new Silent(), new Silent());
    private static final Voices FREE = new Voices("FreeTTS", new Silent(), new Silent());

    private final Logger logger = (Logger) LoggerFactory.getLogger(Voices.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private static final class Silent implements OfflineVoice {
        @Override
        public Pcm say(String text) {
            return new Pcm(new short[0], 16000);
        }

        @Override
        public Synthesis synthesize(String text, String language, Listener listener) {
            throw new AssertionError("nobody asked it to speak");
        }
    }

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    private String line() {
        assertThat(logged.list).hasSize(1);
        return logged.list.get(0).getLevel() + " " + logged.list.get(0).getFormattedMessage();
    }

    @Test
    void isMarysWhereSheIs() throws Exception {
        Voices voices = Voices.start(() -> MARY, () -> {
            throw new AssertionError("there is a voice");
        });

        assertThat(voices).isSameAs(MARY);
        assertThat(line()).isEqualTo("INFO the voice is MaryTTS");
    }

    @ParameterizedTest
    @ValueSource(classes = {IOException.class, NoClassDefFoundError.class, IllegalStateException.class})
    void isTheLightOneWhereMaryCannotBeHad(Class<? extends Throwable> why) throws Exception {
        Throwable missing = why.getConstructor(String.class).newInstance("marytts/LocalMaryInterface");

        Voices voices = Voices.start(() -> thrown(missing), () -> FREE);

        assertThat(voices).isSameAs(FREE);
        assertThat(line())
                .isEqualTo("WARN the voice is FreeTTS, since MaryTTS cannot be had: " + why.getName()
                        + ": marytts/LocalMaryInterface");
    }

    @Test
    void isTheLightOneWhereMarysPartsAreNotWhole() throws Exception {
        assertThat(Voices.start(() -> thrown(new ServiceConfigurationError("no voice")), () -> FREE))
                .isSameAs(FREE);
    }

    @Test
    void saysSoWhereThereIsNone() {
        assertThatThrownBy(() -> Voices.start(
                        () -> thrown(new IOException("no Mary")), () -> thrown(new NoClassDefFoundError("no Kevin"))))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no voice: neither MaryTTS (java.io.IOException: no Mary) nor FreeTTS"
                        + " (java.lang.NoClassDefFoundError: no Kevin) can be had");
        assertThat(logged.list).isEmpty();
    }

    private static Voices thrown(Throwable why) throws IOException {
        if (why instanceof IOException read) {
            throw read;
        }
        if (why instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) why;
    }
}
