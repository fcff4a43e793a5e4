package io.github.telnyxstream.examples.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls that do not go as they should. */
class VoicemailListenerTest {
    private static final short[] VOICE =
            Arrays.copyOf(ToneGenerator.of(300, 8000, -15).beep(Duration.ofMillis(100)), 160);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T09:30:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final StreamWatch watch = new StreamWatch() {
        @Override
        public void speaks(String callControlId) {
            told.add("speaks " + callControlId);
        }

        @Override
        public void missesCaller(String callControlId) {
            told.add("misses " + callControlId);
        }

        @Override
        public void hearsCaller(String callControlId) {
            told.add("hears " + callControlId);
        }

        @Override
        public void broke(String callControlId) {
            told.add("broke " + callControlId);
        }
    };
    private final List<String> hungUp = new CopyOnWriteArrayList<>();
    private VoicemailListener listener;

    @BeforeEach
    void createListener() throws IOException {
        VoicemailSettings settings =
                VoicemailSettings.of(new short[8000], new short[1600], Duration.ofSeconds(60), Duration.ofSeconds(30));
        listener = new VoicemailListener(
                settings, MessageDirectory.create(folder), (heard, call) -> hungUp.add(call), watch, CLOCK);
    }

    private List<Path> messages() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".wav")).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String facts() throws IOException {
        Path wav = messages().get(0);
        return Files.readString(wav.resolveSibling(wav.getFileName().toString().replace(".wav", ".json")));
    }

    @Test
    void recordsAlthoughTheMarkOfTheBeepNeverComesBack() throws Exception {
        try (ScriptedCall call = new ScriptedCall(listener)) {
            call.passUntil(LONG, () -> call.hear(VOICE), call::returnMark);
            call.press('#');
            call.passUntil(LONG, () -> call.hear(VOICE), () -> !hungUp.isEmpty());

            assertThat(facts()).contains("\"ended_by\" : \"key\"");
            assertThat(hungUp).containsExactly(ScriptedCall.ID);
        }
    }

    @Test
    void keepsWhatIsSaidUnderTheBeep() throws Exception {
        try (ScriptedCall call = new ScriptedCall(listener)) {
            call.passUntil(LONG, () -> call.hear(VOICE), call::returnMark);
            int[] frames = {0};
            call.passUntil(
                    LONG,
                    () -> {
                        call.hear(VOICE);
                        frames[0]++;
                    },
                    () -> frames[0] == 100);
            call.passUntil(LONG, () -> call.hear(VOICE), call::returnMark);
            call.press('#');
            call.passUntil(LONG, () -> call.hear(VOICE), () -> !hungUp.isEmpty());

            assertThat(Files.size(messages().get(0))).isGreaterThan(100 * 320);
        }
    }

    @Test
    void endsAMessageByAKeyThatWasPressedUnderTheBeep() throws Exception {
        try (ScriptedCall call = new ScriptedCall(listener)) {
            call.passUntil(LONG, () -> call.hear(VOICE), call::returnMark);
            call.press('#');
            call.passUntil(LONG, () -> call.hear(VOICE), call::returnMark);
            call.passUntil(
                    Duration.ofSeconds(10),
                    () -> call.hear(VOICE),
                    () -> !messages().isEmpty());

            assertThat(facts()).contains("\"ended_by\" : \"key\"");
        }
    }

    @Test
    void leavesItToTheWatchWhenNoAudioComesAndRecordsWhatComesLate() throws Exception {
        try (ScriptedCall call = new ScriptedCall(listener)) {
            call.passUntil(LONG, call::returnMark, () -> told.contains("misses " + ScriptedCall.ID));
            call.hear(VOICE);
            call.press('#');
            call.passUntil(LONG, () -> call.hear(VOICE), () -> !hungUp.isEmpty());

            assertThat(told)
                    .startsWith("speaks " + ScriptedCall.ID, "misses " + ScriptedCall.ID, "hears " + ScriptedCall.ID);
            assertThat(facts()).contains("\"ended_by\" : \"key\"");
        }
    }

    @Test
    void hangsUpWhenNoMarkEverComesBack() throws Exception {
        try (ScriptedCall call = new ScriptedCall(listener)) {
            call.passUntil(LONG, () -> call.hear(VOICE), () -> !hungUp.isEmpty());

            assertThat(hungUp).containsExactly(ScriptedCall.ID);
        }
    }

    @Test
    void tellsTheWatchWhenTheStreamSpeaksAndWhenItBreaks() {
        try (ScriptedCall call = new ScriptedCall(listener)) {
            call.abort();
            Eventually.until(() -> !hungUp.isEmpty());
        }

        assertThat(told).containsExactly("speaks " + ScriptedCall.ID, "broke " + ScriptedCall.ID);
        assertThat(hungUp).containsExactly(ScriptedCall.ID);
    }
}
