package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import org.junit.jupiter.api.Test;

class Mp3ModeTest {
    private static SessionRig rig() {
        StreamSettings settings = StreamSettings.builder("wss://voice.example.net/media")
                .outboundMode(OutboundMode.MP3)
                .build();
        return new SessionRig(new Expected(null, settings, null)).start();
    }

    @Test
    void refusesToPlayFramesThatTelnyxWouldAnswerWithAnError() {
        SessionRig rig = rig();

        assertThatIllegalStateException()
                .isThrownBy(() -> rig.session.play(SessionRig.clip(10, 0)))
                .withMessageContaining("OutboundMode.RTP");
        assertThatIllegalStateException().isThrownBy(() -> rig.session.playLive(8000));
        rig.runMillis(1000);
        assertThat(rig.session.statistics().framesSent()).isZero();
    }

    @Test
    void receivesAllTheSame() {
        SessionRig rig = rig();
        rig.session.onText(Messages.media(1));

        assertThat(rig.listener.chunks()).containsExactly(1L);
    }
}
