package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page "No audio?" says what the engine says. */
class NoAudioPageTest {
    private static final Path PAGE = Path.of("..", "docs", "no-audio.md");

    @ParameterizedTest
    @EnumSource(Finding.Kind.class)
    void hasEveryFindingWithItsSummaryAndItsAdvice(Finding.Kind kind) throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("| `" + kind + "` | " + kind.summary() + " | " + kind.advice() + " |");
    }

    @Test
    void showsThePageThatDiagnoseGives() throws IOException {
        SessionRig rig = new SessionRig(
                new Expected(Messages.CALL, StreamSettings.of("wss://voice.example.net/media/token"), null));
        rig.clock.advanceMillis(120);
        rig.session.onText(Messages.CONNECTED);
        rig.clock.advanceMillis(30);
        rig.session.onText(Messages.start());
        rig.session.play(SessionRig.clipOfMillis(600));
        rig.runMillis(4000);

        assertThat(Files.readString(PAGE)).contains("```text\n" + rig.session.diagnose() + "```");
    }
}
