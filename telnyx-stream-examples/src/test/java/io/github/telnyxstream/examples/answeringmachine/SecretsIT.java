package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Everything that can be logged is logged, as the program writes it, and is searched for what nobody may read. */
@Isolated("turns up every logger of the JVM")
class SecretsIT {
    private static final String FROM = "+15550177341";
    private static final String TO = "+15550188452";

    @TempDir
    Path folder;

    @Test
    void writesNoKeyNoTokenNoAudioAndNoNumberAtAnyLevel() throws Exception {
        List<ReceivedRequest> requests = new ArrayList<>();
        String log = logOf(() -> {
            playCalls(House.builder(folder), requests);
            playCalls(House.builder(folder).greeting(new Greeting.Spoken("Hello there.")), requests);
        });

        assertThat(log).contains("DEBUG").contains("recording").contains("saved");
        assertThat(log).doesNotContain(House.API_KEY);
        assertThat(log).doesNotContain(FROM.substring(1)).doesNotContain(TO.substring(1));
        List<String> tokens = tokens(requests);
        assertThat(tokens).hasSizeGreaterThanOrEqualTo(4);
        assertThat(log).doesNotContain(tokens);
        assertThat(log).doesNotContain(audio());
    }

    private void playCalls(House.Builder builder, List<ReceivedRequest> requests) throws Exception {
        LineFaults faults = LineFaults.builder()
                .malformedJsonOneIn(20)
                .badBase64OneIn(20)
                .unknownEventOneIn(20)
                .foreignMediaOneIn(20)
                .mediaBeforeStart(3)
                .build();
        try (House house = builder.start()) {
            house.play(caller(LineFaults.NONE));
            house.play(caller(faults));
            house.telnyx.failNext(RestFault.status(401));
            house.play(Caller.builder()
                    .from(FROM)
                    .to(TO)
                    .ringing(Duration.ofMillis(500))
                    .patience(Duration.ofMillis(500))
                    .build());
            Eventually.result(house.telnyx.forgeWebhook(Forgery.TAMPERED_BODY));
            requests.addAll(house.telnyx.requests());
        }
    }

    private static Caller caller(LineFaults faults) {
        return House.caller()
                .from(FROM)
                .to(TO)
                .faults(faults)
                .speak(Speech.excerpt(0, 700))
                .press("#")
                .build();
    }

    /** Tokens stand in the path of the stream's URL or in a field of their own. */
    private static List<String> tokens(List<ReceivedRequest> requests) {
        List<String> tokens = new ArrayList<>();
        for (ReceivedRequest request : requests) {
            request.field("stream_auth_token").ifPresent(tokens::add);
            request.field("stream_url")
                    .map(url -> url.substring(url.lastIndexOf('/') + 1))
                    .filter(last -> last.length() > 20)
                    .ifPresent(tokens::add);
        }
        return tokens;
    }

    /** Frames as they stand on the wire: of the greeting, the thanks and what the caller says. */
    private static List<String> audio() {
        List<String> frames = new ArrayList<>();
        for (short[] pcm : List.of(Speech.excerpt(0, 600), Speech.THANKS)) {
            byte[] bytes = new byte[160];
            io.github.telnyxstream.codec.AudioCodec codec =
                    io.github.telnyxstream.codec.AudioCodec.of(io.github.telnyxstream.codec.MediaFormat.PCMU);
            for (int at = 1600; at + 160 <= pcm.length; at += 160) {
                codec.encode(pcm, at, 160, bytes, 0);
                frames.add(Base64.getEncoder().encodeToString(bytes).substring(40, 80));
            }
        }
        return frames;
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What the program's own log configuration makes of all loggers at their finest level. */
    private static String logOf(Work work) throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        OutputStreamAppender<ILoggingEvent> copy = copyOf(root, context, log);
        Map<Logger, Level> levels = new HashMap<>();
        context.getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .forEach(logger -> levels.put(logger, logger.getLevel()));
        // the JDK's own HTTP client logs there too, but only the simulated Telnyx uses it
        java.util.logging.Logger okHttp = java.util.logging.Logger.getLogger("okhttp3");
        ConsoleHandler julCopy = julHandler(log);
        try {
            levels.keySet().forEach(logger -> logger.setLevel(Level.TRACE));
            root.addAppender(copy);
            okHttp.addHandler(julCopy);
            okHttp.setLevel(java.util.logging.Level.ALL);
            work.run();
        } finally {
            okHttp.setLevel(null);
            okHttp.removeHandler(julCopy);
            root.detachAppender(copy);
            levels.forEach(Logger::setLevel);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    private static OutputStreamAppender<ILoggingEvent> copyOf(
            Logger root, LoggerContext context, ByteArrayOutputStream log) {
        ConsoleAppender<ILoggingEvent> program = (ConsoleAppender<ILoggingEvent>) root.getAppender("STDERR");
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(((PatternLayoutEncoder) program.getEncoder()).getPattern());
        encoder.start();
        OutputStreamAppender<ILoggingEvent> copy = new OutputStreamAppender<>();
        copy.setContext(context);
        copy.setEncoder(encoder);
        program.getCopyOfAttachedFiltersList().forEach(copy::addFilter);
        copy.setOutputStream(log);
        copy.start();
        return copy;
    }

    private static ConsoleHandler julHandler(ByteArrayOutputStream log) {
        ConsoleHandler handler = new ConsoleHandler() {
            @Override
            public void publish(LogRecord entry) {
                try {
                    log.write(new SimpleFormatter().format(entry).getBytes(StandardCharsets.UTF_8));
                } catch (IOException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        };
        handler.setLevel(java.util.logging.Level.ALL);
        return handler;
    }
}
