package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.command.StreamingStartCommand;
import io.github.telnyxstream.callcontrol.wire.Redaction;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class SecrecyTest {

    @Test
    void putsNoSecretAndNoNumberIntoLogsAtAnyLevelNorIntoExceptions() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("io.github.telnyxstream");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        StringWriter seen = new StringWriter();
        try (TelnyxStandIn telnyx = new TelnyxStandIn();
                CallControl calls = telnyx.client().build()) {
            String echo =
                    "{\"errors\":[{\"code\":\"10016\",\"title\":\"+15550100001\",\"detail\":\"to +1 (555) 010-0001,"
                            + " wss://a.example/m?token=stream-secret, Bearer " + TelnyxStandIn.KEY + "\"}]}";
            telnyx.answers(500, echo).answers(422, echo).answers(422, echo).accepts();
            StreamSettings stream = StreamSettings.builder("wss://voice.example.net/media?t=url-secret")
                    .authToken("stream-secret")
                    .build();
            CallControlException refused = catchThrowableOfType(
                    CallControlException.class, () -> calls.dial(DialCommand.of("1", "+15550100001", "+15550100002")));
            refused.printStackTrace(new PrintWriter(seen, true));
            catchThrowableOfType(
                            CallControlException.class, () -> calls.call("c").startStreaming(stream))
                    .printStackTrace(new PrintWriter(seen, true));
            seen.append(StreamingStartCommand.of(stream) + " " + calls.call("c").speak("my text", "voice"));
            seen.append(refused.errors().toString());
        } finally {
            root.detachAppender(log);
            root.setLevel(Level.OFF);
        }
        String logged = log.list.stream()
                .map(event -> event.getFormattedMessage()
                        + event.getMDCPropertyMap()
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .collect(Collectors.joining("\n"));

        assertThat(logged).contains("try 1 failed").contains("accepted");
        assertThat(logged + seen)
                .doesNotContain(TelnyxStandIn.KEY, "stream-secret", "url-secret", "5550100001", "010-0001", "my text");
    }

    @ParameterizedTest
    @CsvSource({
        "'call +15550100001 now', 'call …01 now'",
        "'at https://a.example/x?sig=1&b=2 it', 'at https://a.example/x?… it'",
        "'to (212) 555-0100!', 'to …00!'",
        "'to +1 (212) 555-0100', 'to …00'",
        "'to +44 20 7946 0018.', 'to …18.'",
        "'to 001-212-555-0100', 'to …00'",
        "'to 212.555.0100;ext=7', 'to …00;ext=7'",
        "'to 212 555‑0100', 'to …00'",
        "'tel:+12125550100', 'tel:…00'",
        "'tel:%2B12125550100', 'tel:%2B…00'",
        "'Bearer abcdef', '…'",
        "'KEY0123456789_abc', '…'",
        "'code 90018, 12 digits', 'code 90018, 12 digits'"
    })
    void masksWhatOthersWrote(String text, String masked) {
        assertThat(Redaction.mask(text)).isEqualTo(masked);
    }
}
