package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole sessions and every kind of message, with every byte of it replaced by others and cut off behind every byte: an event
 * of that kind, an unknown one, or a problem, and the session goes on.
 */
class CorruptionTest {
    /** All with {@code -Pheavy}, otherwise those that mean something in JSON or UTF-8, and one bit turned. */
    private static final boolean EVERY_VALUE = Boolean.getBoolean("corruption.every.value");

    private static final String TELLING = "\"\\{}[],: 0x=\u0000\u00c3\u00ff";
    private static final Set<Kind> PROBLEMS = Set.of(
            Kind.MALFORMED_MESSAGE,
            Kind.UNEXPECTED_MESSAGE,
            Kind.ODD_FIELD,
            Kind.FOREIGN_STREAM,
            Kind.DOUBTFUL_FORMAT,
            Kind.MARK_MISMATCH);

    private static final SteppedClock CLOCK = new SteppedClock();
    private final Engine engine = new Engine(
            AcceptorOptions.builder()
                    .clock(CLOCK)
                    .listenerExecutor(Runnable::run)
                    .build(),
            new Workers(Runnable::run));

    /** What is said, in which words the listener is told, and whether the session is over then. */
    enum Said {
        CONNECTED(Messages.connectedWith("SECRET"), "connected", false),
        START(Messages.start(), "start", false),
        MEDIA(media(), "media 1", false),
        DTMF(Messages.dtmf('5'), "dtmf", false),
        MARK(Messages.mark("greeting"), "mark greeting PLAYED", false),
        ERROR(Messages.error(100_005), "error", false),
        STOP(Messages.stop(), "stop", true),
        OTHER("{\"event\":\"other\",\"x\":[1,2.5e3,true,null,\"\\u00fc\"]}", "unknown other", false);

        private final byte[] message;
        private final String call;
        private final boolean ends;

        Said(String message, String call, boolean ends) {
            this.message = message.getBytes(StandardCharsets.UTF_8);
            this.call = call;
            this.ends = ends;
        }

        private static String media() {
            return Messages.media(Messages.STREAM, "inbound", 1, payload());
        }

        static byte[] payload() {
            byte[] payload = new byte[160];
            for (int k = 0; k < payload.length; k++) {
                payload[k] = (byte) (k * 37);
            }
            return payload;
        }

        String word() {
            return call.split(" ")[0];
        }

        /** A stop ends the session, and so does a start whose audio nobody can decode. */
        boolean mayEnd() {
            return this == STOP || this == START;
        }
    }

    /** A session in the state in which that message is due. */
    private final class Heard {
        final RecordingListener listener = new RecordingListener();
        final EngineSession session;

        Heard(Said said) {
            FakeTransport transport = new FakeTransport(CLOCK, false);
            session = SessionRig.session(engine, new Expected(null, null, null), transport, listener);
            engine.enter(session);
            if (said != Said.CONNECTED) {
                session.onText(Messages.CONNECTED);
            }
            if (said != Said.CONNECTED && said != Said.START) {
                session.onText(Messages.start());
            }
            if (said == Said.MARK) {
                session.mark("greeting");
            }
        }

        List<String> whatComesOf(byte[] message) {
            int before = listener.calls().size();
            session.onText(message, 0, message.length);
            List<String> all = listener.calls();
            return all.subList(before, all.size());
        }

        boolean goesOn() {
            session.onText(Messages.error(100_002));
            return listener.calls().contains("error 100002");
        }

        void end() {
            session.onClose(1000, "");
            assertThat(listener.terminalCalls()).isEqualTo(1);
        }
    }

    private static int[] values(byte right, int at) {
        IntStream some = IntStream.concat(TELLING.chars(), IntStream.of((right ^ 1 << at % 7) & 0xFF));
        IntStream all = EVERY_VALUE ? IntStream.range(0, 256) : some;
        return all.filter(value -> value != (right & 0xFF)).distinct().toArray();
    }

    private static boolean isJson(byte[] message) {
        try (JsonParser parser = new JsonFactory().createParser(message)) {
            int objects = 0;
            while (parser.nextToken() != null) {
                objects += parser.getParsingContext().inRoot() ? 1 : 0;
            }
            return objects > 0;
        } catch (IOException broken) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsEachMessageAsItIs(Said said) {
        Heard heard = new Heard(said);
        List<String> calls = heard.whatComesOf(said.message);
        assertThat(calls).hasSize(said.ends ? 2 : 1);
        assertThat(calls.get(0)).startsWith(said.call);
        assertThat(heard.listener.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void givesOnlyTheDocumentedOutcomeForEverySingleByteCorruption(Said said) {
        for (int at = 0; at < said.message.length; at++) {
            for (int value : values(said.message[at], at)) {
                byte[] corrupt = said.message.clone();
                corrupt[at] = (byte) value;
                check(said, corrupt);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryTruncation(Said said) {
        for (int length = 0; length < said.message.length; length++) {
            byte[] head = Arrays.copyOf(said.message, length);
            Heard heard = new Heard(said);
            heard.whatComesOf(head);
            assertThat(heard.listener.problemKinds()).containsExactly(Kind.MALFORMED_MESSAGE);
            assertThat(heard.listener.problems().get(0).lengthBytes()).isEqualTo(length);
            check(said, head);
            check(said, Arrays.copyOfRange(said.message, length + 1, said.message.length));
        }
    }

    private void check(Said said, byte[] message) {
        try {
            checkOutcome(said, message);
        } catch (AssertionError wrong) {
            throw new AssertionError("of " + new String(message, StandardCharsets.ISO_8859_1), wrong);
        }
    }

    private void checkOutcome(Said said, byte[] message) {
        Heard heard = new Heard(said);
        List<String> calls = heard.whatComesOf(message);
        boolean over = heard.session.hasEnded();
        for (String call : calls) {
            boolean isItsOwn = call.startsWith(said.word()) || call.startsWith("unknown ");
            assertThat(isItsOwn || isEnd(call) || call.startsWith("problem"))
                    .as(call)
                    .isTrue();
        }
        List<Kind> problems = heard.listener.problemKinds();
        assertThat(PROBLEMS).containsAll(problems);
        if (!over && !isJson(message)) {
            assertThat(problems).contains(Kind.MALFORMED_MESSAGE);
        }
        for (ProtocolProblem problem : heard.listener.problems()) {
            assertThat(problem.toString()).doesNotContain("SECRET", "AAAA", "greeting");
        }
        assertThat(over).isEqualTo(calls.stream().anyMatch(CorruptionTest::isEnd));
        assertThat(over && !said.mayEnd()).as("over").isFalse();
        assertThat(over || heard.goesOn()).as("goes on").isTrue();
        heard.end();
        // a frame whose number is not the first waits for those before it until the end
        assertThat(calls.size() + heard.listener.frames().size()).isPositive();
        assertThat(heard.session.statistics().listenerFailures()).isZero();
        checkAudio(said, heard.listener.frames());
    }

    private static boolean isEnd(String call) {
        return call.equals("closed STOPPED") || call.equals("failed UNSUPPORTED_FORMAT");
    }

    /** One character of base64 is six bits of one or two samples; all others are heard as they were sent. */
    private static void checkAudio(Said said, List<MediaFrame> frames) {
        if (said == Said.MEDIA && !frames.isEmpty()) {
            short[] sent = new short[160];
            AudioCodec.of(MediaFormat.PCMU).decode(Said.payload(), 0, 160, sent, 0);
            assertThat(frames).hasSize(1);
            short[] pcm = frames.get(0).pcm();
            // in place of padding there may be one or two more
            assertThat(pcm.length).isBetween(sent.length, sent.length + 2);
            long changed = IntStream.range(0, sent.length)
                    .filter(k -> pcm[k] != sent[k])
                    .count();
            assertThat(changed).isLessThanOrEqualTo(2);
        }
    }
}
