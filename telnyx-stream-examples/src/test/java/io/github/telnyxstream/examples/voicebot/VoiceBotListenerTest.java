package io.github.telnyxstream.examples.voicebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.testkit.FakeTransport;
import io.github.telnyxstream.testkit.ManualClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VoiceBotListenerTest {
    private static final String CALL = "v3:exampleCallControlId";
    private static final int FAINT = 30;
    private static final int LOUD = 8000;

    private final ManualClock clock = new ManualClock();
    private final FakeTransport telnyx = new FakeTransport(clock, false);
    private final StreamAcceptor acceptor = StreamAcceptor.builder(VoiceBotListener::new)
            .options(AcceptorOptions.builder()
                    .clock(clock)
                    .listenerExecutor(Runnable::run)
                    .build())
            .build();
    private final AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
    private final Random random = new Random(6);
    private int marksReturned;

    @BeforeEach
    void startsTheStream() {
        telnyx.openAt(acceptor);
        telnyx.connected();
        telnyx.start(CALL, "PCMU", 8000);
    }

    private StreamSession session() {
        StreamSession session = acceptor.session(CALL);
        assertThat(session).isNotNull();
        return session;
    }

    /** Noise of that level from the caller for a while; Telnyx confirms what it has been sent. */
    private void caller(int level, int millis) {
        for (int k = 0; k < millis / 20; k++) {
            short[] pcm = new short[160];
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] = (short) (random.nextGaussian() * level);
            }
            byte[] payload = new byte[160];
            codec.encode(pcm, 0, 160, payload, 0);
            telnyx.media(payload);
            clock.advance(Duration.ofMillis(20));
        }
    }

    private void confirm() {
        var marks = telnyx.marks();
        while (marksReturned < marks.size()) {
            telnyx.mark(marks.get(marksReturned++));
        }
    }

    /** Lets it answer 1.2 s of speech, and leaves it in the midst of the answer. */
    private void answering() {
        caller(FAINT, 1000);
        confirm();
        caller(LOUD, 1200);
        caller(FAINT, 600);
        assertThat(telnyx.payloads().size()).isGreaterThan(30);
    }

    @Test
    void saysBackWhatItHeard() {
        answering();
        caller(FAINT, 3000);

        // 300 ms of tone, 1.2 s of speech without its onset, and the time that the end of speech waits for more
        assertThat(telnyx.payloads().size()).isBetween(15 + 55, 15 + 75);
        assertThat(telnyx.clears()).isEqualTo(1);
    }

    @Test
    void goesOnAfterACough() {
        answering();
        int before = telnyx.payloads().size();
        caller(LOUD, 120);
        assertThat(session().isHeld()).isTrue();
        int held = telnyx.payloads().size();
        caller(LOUD, 60);
        assertThat(telnyx.payloads()).hasSize(held);
        caller(FAINT, 3000);

        assertThat(held - before).isLessThan(10);
        assertThat(session().isHeld()).isFalse();
        assertThat(telnyx.payloads().size()).isGreaterThanOrEqualTo(15 + 55);
        assertThat(telnyx.clears()).isEqualTo(2);
    }

    @Test
    void isInterruptedByWhoGoesOnSpeaking() {
        answering();
        caller(LOUD, 120);
        int held = telnyx.payloads().size();
        caller(LOUD, 1000);
        assertThat(session().isHeld()).isFalse();
        assertThat(telnyx.payloads()).hasSize(held);
        caller(FAINT, 3000);

        assertThat(telnyx.payloads().size()).isGreaterThan(held + 50);
    }
}
