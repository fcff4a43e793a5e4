package io.github.telnyxstream.stream.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTextTest {
    @Test
    void leavesWhatCanBeReadAsItIs() {
        assertThat(WireText.shown("Größe der Straße: 10 €, 音声 🎧 (v3:abc-DEF_1)"))
                .isEqualTo("Größe der Straße: 10 €, 音声 🎧 (v3:abc-DEF_1)");
        assertThat(WireText.shown(null)).isEmpty();
        assertThat(WireText.shown("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x0A, 0x0D, 0x1B, 0x00, 0x7F, 0x85, 0x9B, 0x2028, 0x2029, 0x202E, 0x2066, 0x200B, 0xFEFF, 0xE000})
    void escapesWhatCouldEndALineSteerATerminalOrTurnTheText(int character) {
        assertThat(WireText.shown("a" + (char) character + "b")).isEqualTo(String.format("a\\u%04xb", character));
    }

    @Test
    void escapesHalfASurrogatePair() {
        assertThat(WireText.shown("a\ud83db")).isEqualTo("a\\ud83db");
        assertThat(WireText.shown("\udea7\ud83d")).isEqualTo("\\udea7\\ud83d");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(WireText.shown("one two three", 7)).isEqualTo("one two…");
        assertThat(WireText.shown("one two", 7)).isEqualTo("one two");
        assertThat(WireText.shown("one", 0)).isEqualTo("…");
        assertThat(WireText.shown("words and words ".repeat(100))).hasSize(WireText.MAX_CHARS + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> WireText.shown("x", -1));
    }

    @Test
    void shortensALongStretchWithoutASpaceBecauseItMayBeAudio() {
        String audio = "f7+/".repeat(500);

        assertThat(WireText.shown("bad payload " + audio + " of a frame"))
                .isEqualTo("bad payload " + audio.substring(0, 16) + "…(2000 characters) of a frame");
        assertThat(WireText.shown("v3:" + "A".repeat(100))).isEqualTo("v3:" + "A".repeat(100));
    }

    @Test
    void showsOneBoundedPrintableLineWhateverCame() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(2000); k > 0; k--) {
                text.append(random.nextInt(3) > 0 ? (char) (32 + random.nextInt(90)) : (char) random.nextInt(0x10000));
            }
            String shown = WireText.shown(text.toString());
            assertThat(shown.length()).isLessThan(WireText.MAX_CHARS * 6 + 30);
            assertThat(shown.codePoints()).noneMatch(Character::isISOControl);
            assertThat(shown.lines()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void isWhatEveryEventShowsOfItself() {
        String forged = "x\n2026-11-26 ERROR \u001b[31mforged";
        List<StreamEvent> events = List.of(
                new ConnectedEvent(forged, null),
                new StartEvent(
                        forged,
                        1,
                        null,
                        forged,
                        null,
                        null,
                        forged,
                        forged,
                        List.of(),
                        null,
                        java.util.Map.of(),
                        new AnnouncedFormat(forged, 8000, 1)),
                new DtmfEvent(forged, 1, '1', null),
                new MarkEvent(forged, 1, forged),
                new ErrorEvent(forged, 1, forged, forged),
                new StopEvent(forged, 1, null, forged),
                new UnknownEvent(forged, forged));

        assertThat(events).allSatisfy(event -> assertThat(event.toString()).doesNotContain("\n", "\u001b"));
    }

    @ParameterizedTest
    @CsvSource({
        "+15550001234, …34",
        "1-555-000-12-07, …07",
        "sip:+15550009@10.0.0.17, …09",
        "sip:alice@10.0.0.17, ''",
        "anonymous, ''",
        "42, ''",
        "'', ''",
        ", ''"
    })
    void showsTheLastTwoDigitsOfANumber(String number, String shown) {
        assertThat(WireText.shownNumber(number)).isEqualTo(shown);
    }
}
