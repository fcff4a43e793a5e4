package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a person sees of threads that fail beside the conversation. */
class SimulatedConversationTest {
    private final StringWriter told = new StringWriter();
    private final SimulatedConversation conversation =
            new SimulatedConversation(new PrintWriter(told, true), Path.of(""));

    @Test
    void tellsAFailureInOneLine() {
        conversation.tell(new Thread("voice"), new IllegalStateException("no sound"));

        assertThat(told.toString().lines())
                .containsExactly("The thread voice failed: java.lang.IllegalStateException: no sound");
    }

    @Test
    void isSilentAboutAVoiceThatWasStoppedBeforeItHadBegun() {
        IllegalStateException notRunning = new IllegalStateException("MARY system is not running");
        notRunning.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("marytts.server.Mary", "shutdown", "Mary.java", 371)});

        conversation.tell(new Thread("Thread-1"), notRunning);

        assertThat(told.toString()).isEmpty();
    }
}
