package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.DtmfGenerator;
import io.github.telnyxstream.stream.KeyEntry.End;
import io.github.telnyxstream.stream.event.DtmfEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static SessionRig with(InboundOptions.Builder inbound) {
        return SessionRig.started(options -> options.inbound(inbound.build()));
    }

    private static void press(SessionRig rig, String keys) {
        for (char key : keys.toCharArray()) {
            rig.session.onText(Messages.dtmf(key));
        }
    }

    private static KeyEntry of(CompletionStage<KeyEntry> entry) {
        return entry.toCompletableFuture().getNow(null);
    }

    private static String dtmf(char digit, String occurredAt) {
        return Messages.dtmf(digit).replace("2026-03-01T09:30:11.402113Z", occurredAt);
    }

    @Test
    void collectsUpToTheTerminator() {
        SessionRig rig = SessionRig.started();
        CompletionStage<KeyEntry> entry =
                rig.session.collectKeys(KeyRules.builder().build());
        press(rig, "12*4");
        assertThat(of(entry)).isNull();
        press(rig, "#9");

        assertThat(of(entry)).isEqualTo(new KeyEntry("12*4", End.TERMINATOR));
        assertThat(rig.listener.calls()).endsWith("dtmf 4", "dtmf #", "dtmf 9");
        assertThat(of(entry).toString()).doesNotContain("12*4");
    }

    @Test
    void collectsAsManyAsAreEnough() {
        SessionRig rig = SessionRig.started();
        CompletionStage<KeyEntry> entry = rig.session.collectKeys(
                KeyRules.builder().maxKeys(3).terminators("").build());
        press(rig, "#123");

        assertThat(of(entry)).isEqualTo(new KeyEntry("#12", End.COMPLETE));
    }

    @Test
    void endsWhenNoKeyComesInTime() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        KeyRules rules = KeyRules.builder()
                .firstKeyTimeout(Duration.ofSeconds(4))
                .nextKeyTimeout(Duration.ofSeconds(2))
                .build();
        CompletionStage<KeyEntry> first = rig.session.collectKeys(rules);
        rig.runMillis(3980);
        assertThat(of(first)).isNull();
        rig.runMillis(40);
        assertThat(of(first)).isEqualTo(new KeyEntry("", End.TIMEOUT));

        CompletionStage<KeyEntry> second = rig.session.collectKeys(rules);
        rig.runMillis(3900);
        press(rig, "7");
        rig.runMillis(1980);
        assertThat(of(second)).isNull();
        rig.runMillis(40);
        assertThat(of(second)).isEqualTo(new KeyEntry("7", End.TIMEOUT));
    }

    @Test
    void endsWithTheSessionAndWithTheNextCollection() {
        SessionRig rig = SessionRig.started();
        CompletionStage<KeyEntry> first =
                rig.session.collectKeys(KeyRules.builder().build());
        press(rig, "1");
        CompletionStage<KeyEntry> second =
                rig.session.collectKeys(KeyRules.builder().build());
        press(rig, "2");
        rig.session.onText(Messages.stop());

        assertThat(of(first)).isEqualTo(new KeyEntry("1", End.REPLACED));
        assertThat(of(second)).isEqualTo(new KeyEntry("2", End.SESSION_ENDED));
        assertThat(of(rig.session.collectKeys(KeyRules.builder().build())))
                .isEqualTo(new KeyEntry("", End.SESSION_ENDED));
    }

    @Test
    void putsKeysInTheOrderInWhichTheyWerePressed() {
        SessionRig rig = with(InboundOptions.builder().keyWindow(Duration.ofMillis(60)));
        rig.session.onText(dtmf('2', "2026-03-01T09:30:11.200Z"));
        rig.session.onText(dtmf('1', "2026-03-01T09:30:11.100Z"));
        rig.session.onText(dtmf('3', "2026-03-01T11:30:11.300+02:00"));
        assertThat(rig.listener.calls()).noneMatch(call -> call.startsWith("dtmf"));
        rig.runMillis(80);

        assertThat(rig.listener.calls()).endsWith("dtmf 1", "dtmf 2", "dtmf 3");
    }

    @Test
    void tellsNoKeyUnderTheLockOfItsRoom() {
        List<Boolean> locked = new ArrayList<>();
        Keys[] keys = new Keys[1];
        keys[0] = new Keys(
                60_000_000,
                event -> locked.add(Thread.holdsLock(keys[0])),
                task -> locked.add(Thread.holdsLock(keys[0])));
        keys[0].collect(KeyRules.builder().maxKeys(1).build(), 0);
        keys[0].arrived(new DtmfEvent(null, -1, '1', Instant.EPOCH), 0);
        keys[0].arrived(new DtmfEvent(null, -1, '2', null), 0);
        keys[0].heard('3', null, 0);
        keys[0].arrived(new DtmfEvent(null, -1, '4', Instant.EPOCH), 0);
        keys[0].tick(100_000_000);
        keys[0].end(100_000_000);

        assertThat(locked).hasSize(5).containsOnly(false);
    }

    @Test
    void losesNoKeyThatIsHeldBackWhenTheStreamStops() {
        SessionRig rig = with(InboundOptions.builder().keyWindow(Duration.ofMillis(60)));
        press(rig, "8");
        rig.session.onText(Messages.stop());

        assertThat(rig.listener.calls()).containsSubsequence("dtmf 8", "stop", "closed STOPPED");
    }

    /** Tones of 100 ms with as long pauses, as audio. */
    private static void sound(SessionRig rig, String keys, int firstChunk) {
        short[] tones = DtmfGenerator.of(8000).generate(keys, Duration.ofMillis(100), Duration.ofMillis(100));
        short[] pcm = Arrays.copyOf(tones, (tones.length / 160 + 6) * 160);
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
        for (int k = 0; k < pcm.length / 160; k++) {
            byte[] payload = new byte[160];
            codec.encode(pcm, k * 160, 160, payload, 0);
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", firstChunk + k, payload));
            rig.clock.advanceMillis(20);
        }
    }

    private static List<String> keysOf(SessionRig rig) {
        return rig.listener.calls().stream()
                .filter(call -> call.startsWith("dtmf"))
                .toList();
    }

    @Test
    void hearsKeysInTheAudioWhenAskedTo() {
        SessionRig rig = with(InboundOptions.builder().inBandKeys(true));
        CompletionStage<KeyEntry> entry =
                rig.session.collectKeys(KeyRules.builder().build());
        sound(rig, "42#", 1);

        assertThat(keysOf(rig)).containsExactly("dtmf 4", "dtmf 2", "dtmf #");
        assertThat(of(entry)).isEqualTo(new KeyEntry("42", End.TERMINATOR));
    }

    @Test
    void hearsNoKeysUnlessAskedTo() {
        SessionRig rig = SessionRig.started();
        sound(rig, "42#", 1);

        assertThat(keysOf(rig)).isEmpty();
    }

    @Test
    void tellsAKeyOnceThatBothReport() {
        SessionRig rig = with(InboundOptions.builder().inBandKeys(true));
        press(rig, "5");
        sound(rig, "5", 1);
        sound(rig, "6", 100);
        press(rig, "6");
        rig.clock.advanceMillis(2000);
        press(rig, "6");

        assertThat(keysOf(rig)).containsExactly("dtmf 5", "dtmf 6", "dtmf 6");
    }

    @Test
    void refusesRulesThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRules.builder().maxKeys(0));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRules.builder().terminators("x"));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRules.builder().firstKeyTimeout(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboundOptions.builder().keyWindow(Duration.ofSeconds(3)));
    }
}
