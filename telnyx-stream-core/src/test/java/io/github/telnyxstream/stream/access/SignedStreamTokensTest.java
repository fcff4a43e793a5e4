package io.github.telnyxstream.stream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.access.StreamAuthenticator.Verdict;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamTrack;
import io.github.telnyxstream.stream.settings.StreamUrl;
import io.github.telnyxstream.stream.settings.TargetLegs;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.testkit.Eventually;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens made on one node and shown to another. */
class SignedStreamTokensTest {
    private static final String CALL = "v3:" + "exampleCallControlId".repeat(4);
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final StreamSettings SETTINGS = StreamSettings.builder("wss://voice.example.net/media?tenant=7")
            .track(StreamTrack.BOTH)
            .outboundMode(OutboundMode.RTP)
            .outboundFormat(new MediaFormat(Encoding.L16, 16000, ByteOrder.BIG_ENDIAN))
            .inboundEncoding(Encoding.G722)
            .inboundByteOrder(ByteOrder.BIG_ENDIAN)
            .targetLegs(TargetLegs.BOTH)
            .build();

    private final SigningKeys keys = SigningKeys.of(List.of(key(1)));
    private final SignedStreamTokens here = at(NOW, keys);

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) seed);
        return key;
    }

    private static SignedStreamTokens at(Instant time, SigningKeys keys) {
        return SignedStreamTokens.create(keys, Duration.ofHours(4), Clock.fixed(time, ZoneOffset.UTC));
    }

    private static Handshake withHeader(String token) {
        return new Handshake("/media", null, Map.of(StreamAuthenticator.TOKEN_HEADER, List.of(token)), "192.0.2.1");
    }

    private static Handshake withPath(StreamSettings settings) {
        return new Handshake(URI.create(settings.url()).getPath(), "tenant=7", Map.of(), "192.0.2.1");
    }

    private String token() {
        return here.forStreamingStart(CALL, SETTINGS).authToken();
    }

    @Test
    void letsAnotherNodeKnowCallAndSettings() {
        SignedStreamTokens there = at(NOW.plusSeconds(5), SigningKeys.of(List.of(key(1))));

        Verdict verdict = there.authenticate(withPath(here.forAnswer(CALL, SETTINGS)));

        assertThat(verdict.isAccepted()).isTrue();
        assertThat(verdict.callControlId()).isEqualTo(CALL);
        StreamSettings carried = verdict.settings();
        assertThat(carried.track()).isEqualTo(StreamTrack.BOTH);
        assertThat(carried.outboundMode()).isEqualTo(OutboundMode.RTP);
        assertThat(carried.outboundFormat()).isEqualTo(SETTINGS.outboundFormat());
        assertThat(carried.inboundEncoding()).isEqualTo(Encoding.G722);
        assertThat(carried.inboundByteOrder()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(carried.targetLegs()).isEqualTo(TargetLegs.BOTH);
    }

    @Test
    void carriesTheDefaultsToo() {
        StreamSettings plain = StreamSettings.of("wss://voice.example.net/media");
        StreamSettings carried = here.authenticate(
                        withHeader(here.forStreamingStart(CALL, plain).authToken()))
                .settings();
        assertThat(carried.outboundFormat()).isEqualTo(plain.outboundFormat());
        assertThat(carried.inboundEncoding()).isNull();
        assertThat(carried.inboundByteOrder()).isEqualTo(plain.inboundByteOrder());
        assertThat(carried.targetLegs()).isEqualTo(plain.targetLegs());
        assertThat(carried.outboundMode()).isEqualTo(plain.outboundMode());
    }

    @Test
    void letsACallComeBackUntilTheTokenEnds() {
        String token = token();
        assertThat(here.authenticate(withHeader(token)).isAccepted()).isTrue();
        assertThat(here.authenticate(withHeader(token)).isAccepted()).isTrue();
        Instant end = NOW.plus(Duration.ofHours(4));
        assertThat(at(end.plus(Duration.ofMinutes(10)), keys)
                        .authenticate(withHeader(token))
                        .isAccepted())
                .as("clocks may be ten minutes apart")
                .isTrue();
        assertThat(at(end.plus(Duration.ofMinutes(16)), keys)
                        .authenticate(withHeader(token))
                        .httpStatus())
                .isEqualTo(403);
        assertThat(at(NOW.minus(Duration.ofMinutes(10)), keys)
                        .authenticate(withHeader(token))
                        .isAccepted())
                .isTrue();
    }

    @Test
    void verifiesWithOldKeysAndSignsWithTheNewest() {
        SigningKeys rotated = SigningKeys.of(List.of(key(2), key(1)));
        SignedStreamTokens newer = at(NOW, rotated);
        assertThat(newer.authenticate(withHeader(token())).isAccepted()).isTrue();
        String signedByNew = newer.forStreamingStart(CALL, SETTINGS).authToken();
        assertThat(here.authenticate(withHeader(signedByNew)).httpStatus()).isEqualTo(403);
        assertThat(at(NOW, SigningKeys.of(List.of(key(2))))
                        .authenticate(withHeader(signedByNew))
                        .isAccepted())
                .isTrue();
    }

    /** As the page tells it: at each step some nodes have the keys of the step before. */
    @Test
    void changesKeysNodeByNodeWithoutRefusingAToken() {
        List<SigningKeys> steps = List.of(
                SigningKeys.of(List.of(key(1))),
                SigningKeys.of(List.of(key(1), key(2))),
                SigningKeys.of(List.of(key(2), key(1))),
                SigningKeys.of(List.of(key(2))));
        for (int step = 1; step < steps.size(); step++) {
            SignedStreamTokens before = at(NOW, steps.get(step - 1));
            SignedStreamTokens after = at(NOW, steps.get(step));
            assertThat(after.authenticate(withPath(before.forAnswer(CALL, SETTINGS)))
                            .isAccepted())
                    .isTrue();
            assertThat(before.authenticate(withPath(after.forAnswer(CALL, SETTINGS)))
                            .isAccepted())
                    .isTrue();
        }
    }

    /** A client state begins with a version, a time and a length, as a token does. */
    @Test
    void refusesWhatTheSameSecretHasSignedForSomethingElse() throws Exception {
        byte[] state = ByteBuffer.allocate(60)
                .put((byte) 1)
                .putInt((int) NOW.plusSeconds(60).getEpochSecond())
                .array();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key(1), "HmacSHA256"));
        String shown = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(92)
                        .put(state)
                        .put(mac.doFinal(state))
                        .array());
        assertThat(here.authenticate(withHeader(shown)).httpStatus()).isEqualTo(403);
    }

    @Test
    void refusesATokenWithAnyBitChanged() {
        byte[] token = Base64.getUrlDecoder().decode(token());
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String shown = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(here.authenticate(withHeader(shown)).isAccepted()).isFalse();
        }
    }

    @Test
    void refusesATokenOfAnyOtherLength() {
        String token = token();
        for (int length = 0; length < token.length(); length++) {
            assertThat(here.authenticate(withHeader(token.substring(0, length))).isAccepted())
                    .isFalse();
        }
        assertThat(here.authenticate(withHeader(token + "AAAA")).isAccepted()).isFalse();
        assertThat(here.authenticate(withHeader("A".repeat(100_000))).isAccepted())
                .isFalse();
    }

    @Test
    void tellsAMissingTokenFromAWrongOne() {
        assertThat(here.authenticate(new Handshake("/media", null, Map.of(), null))
                        .httpStatus())
                .isEqualTo(401);
        assertThat(here.authenticate(withHeader("open sesame")).httpStatus()).isEqualTo(403);
    }

    @Test
    void forgivesSpacesAroundTheHeader() {
        assertThat(here.authenticate(withHeader(" " + token() + " ")).isAccepted())
                .isTrue();
    }

    @Test
    void refusesTheTokensOfACallThatIsOverOnEveryNode() {
        Ended ended = new Ended();
        SignedStreamTokens a = here.refusing(ended);
        SignedStreamTokens b = at(NOW, keys).refusing(ended);
        String token = token();
        assertThat(b.authenticate(withHeader(token)).isAccepted()).isTrue();
        a.revoke(CALL);
        assertThat(b.authenticate(withHeader(token)).httpStatus()).isEqualTo(403);
        assertThat(ended.kept).containsEntry(CALL, Duration.ofHours(4).plusMinutes(15));
    }

    @Test
    void takesATokenByItsSignatureWhileTheStoreIsAway() {
        Ended away = new Ended();
        away.isAway = true;
        SignedStreamTokens tokens = here.refusing(away);
        tokens.revoke(CALL);
        assertThat(tokens.authenticate(withHeader(token())).isAccepted()).isTrue();
    }

    @Test
    void letsNoCallerWaitForAStoreThatDoesNotAnswer() throws Exception {
        EndedCalls silent = new EndedCalls() {
            @Override
            public CompletionStage<Void> end(String callControlId, Duration keep) {
                return new CompletableFuture<>();
            }

            @Override
            public CompletionStage<Boolean> hasEnded(String callControlId) {
                return new CompletableFuture<>();
            }
        };
        Verdict verdict = Eventually.result(here.refusing(silent, Duration.ofMillis(20))
                .decide(withHeader(token()), Runnable::run)
                .toCompletableFuture());
        assertThat(verdict.isAccepted()).isTrue();
    }

    @Test
    void takesATokenByItsSignatureWhenTheStoreThrows() {
        EndedCalls broken = new EndedCalls() {
            @Override
            public CompletionStage<Void> end(String callControlId, Duration keep) {
                throw new IllegalStateException("closed");
            }

            @Override
            public CompletionStage<Boolean> hasEnded(String callControlId) {
                throw new IllegalStateException("closed");
            }
        };
        here.refusing(broken).revoke(CALL);
        assertThat(here.refusing(broken).authenticate(withHeader(token())).isAccepted())
                .isTrue();
    }

    @Test
    void fitsIntoAUrlWithTheIdsOfToday() {
        assertThat(token().length()).isLessThan(300);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here.forAnswer("x".repeat(2_000), SETTINGS))
                .withMessageContaining("would not fit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "c2hvcnQ=", "not base64 at all!"})
    void saysWhatIsWrongWithKeysWithoutRepeatingThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKeys.parse(text))
                .withMessageNotContaining("c2hvcnQ")
                .withMessageNotContaining("at all");
    }

    @Test
    void readsKeysFromAnEnvironmentVariable() {
        String text = Base64.getEncoder().encodeToString(key(-1)) + " ,\n"
                + Base64.getUrlEncoder().encodeToString(key(1));
        assertThat(at(NOW, SigningKeys.parse(text))
                        .authenticate(withHeader(token()))
                        .isAccepted())
                .isTrue();
        assertThat(SigningKeys.parse(text)).hasToString("SigningKeys[2]");
    }

    @Test
    void showsNoTokenInTheSettingsItMakes() {
        StreamSettings answer = here.forAnswer(CALL, SETTINGS);
        assertThat(answer.toString())
                .doesNotContain(SharedToken.lastSegment(withPath(answer).path()));
    }

    @Test
    void leadsBackToTheNodeThatAnswered() {
        assertThat(StreamUrl.forNode("wss://{node}.voice.example.com/media", "node-7"))
                .isEqualTo("wss://node-7.voice.example.com/media");
        assertThat(StreamUrl.forNode("wss://voice.example.com/media/{node}", "b"))
                .isEqualTo("wss://voice.example.com/media/b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamUrl.forNode("wss://voice.example.com/media", "b"))
                .withMessageContaining("{node}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamUrl.forNode("wss://voice.example.com/{node}", "a/../b"))
                .withMessageContaining("letters, digits and hyphens");
    }

    private static final class Ended implements EndedCalls {
        private final Set<String> calls = new HashSet<>();
        private final Map<String, Duration> kept = new HashMap<>();
        private boolean isAway;

        @Override
        public CompletionStage<Void> end(String callControlId, Duration keep) {
            if (isAway) {
                return CompletableFuture.failedFuture(new IllegalStateException("away"));
            }
            calls.add(callControlId);
            kept.put(callControlId, keep);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Boolean> hasEnded(String callControlId) {
            return isAway
                    ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                    : CompletableFuture.completedFuture(calls.contains(callControlId));
        }
    }
}
