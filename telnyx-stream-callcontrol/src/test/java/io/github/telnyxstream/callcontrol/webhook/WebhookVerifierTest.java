package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {

    private static final String BODY = SignedWebhooks.event("call.answered", "e-1", "");
    private static final byte[] BYTES = BODY.getBytes(StandardCharsets.UTF_8);

    private static final String PROVIDERS = "io.github.telnyxstream.callcontrol.webhook.SecurityProviders#all";

    private final SignedWebhooks telnyx = new SignedWebhooks();

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void acceptsWhatTelnyxSigned(Provider provider) throws Exception {
        WebhookEvent event = telnyx.verifier(provider).verify(BYTES, telnyx.sign(BODY));

        assertThat(event).isInstanceOf(CallAnswered.class);
        assertThat(event.callControlId()).isEqualTo("v3:call");
    }

    @Test
    void acceptsThePublishedVector() throws Exception {
        String body = "{\"data\":{\"event_type\":\"call.answered\",\"id\":\"5e1f7d0a-0000-4000-8000-000000000001\","
                + "\"record_type\":\"event\"}}";
        Map<String, String> headers = Map.of(
                WebhookVerifier.TIMESTAMP_HEADER,
                "1767225600",
                WebhookVerifier.SIGNATURE_HEADER,
                "RlVQPXHErqwAHw/L16aVhFA2btO92wOImZZ4VdNR2s4uKMGgkL77BuE6UtiGVpA8Ep5nKUDBe+Zp82zP3L3XCA==");
        WebhookVerifier verifier = WebhookVerifier.builder()
                .key("A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=")
                .clock(SignedWebhooks.CLOCK)
                .build();

        assertThat(verifier.verify(body.getBytes(StandardCharsets.UTF_8), headers::get))
                .isInstanceOf(CallAnswered.class);
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void rejectsWebhookSignedWithAnotherKey(Provider provider) {
        assertThat(reason(new SignedWebhooks().verifier(provider), BYTES, telnyx.sign(BODY)))
                .isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void acceptsAnyOfSeveralKeysInAnyForm() throws Exception {
        byte[] raw = Base64.getDecoder().decode(telnyx.publicKey());
        byte[] spki = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(spki)
                + "\n-----END PUBLIC KEY-----\n";
        WebhookVerifier verifier = WebhookVerifier.builder()
                .key(new SignedWebhooks().publicKey())
                .key(pem)
                .clock(SignedWebhooks.CLOCK)
                .build();

        assertThat(verifier.verify(BYTES, telnyx.sign(BODY)).id()).isEqualTo("e-1");
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesEverySingleBitFlipOfBodySignatureAndTimestamp(Provider provider) {
        WebhookVerifier verifier = telnyx.verifier(provider);
        String timestamp = String.valueOf(SignedWebhooks.NOW.getEpochSecond());
        byte[] small = SignedWebhooks.event("x", "i", "").getBytes(StandardCharsets.UTF_8);
        byte[] signature = telnyx.signature(timestamp, small);

        assertThat(accepts(verifier, small, timestamp, signature)).isTrue();
        for (int bit = 0; bit < small.length * 8; bit++) {
            assertThat(accepts(verifier, flip(small, bit), timestamp, signature))
                    .as("body bit %d", bit)
                    .isFalse();
        }
        for (int bit = 0; bit < signature.length * 8; bit++) {
            assertThat(accepts(verifier, small, timestamp, flip(signature, bit)))
                    .as("signature bit %d", bit)
                    .isFalse();
        }
        byte[] stamp = timestamp.getBytes(StandardCharsets.ISO_8859_1);
        for (int bit = 0; bit < stamp.length * 8; bit++) {
            String flipped = new String(flip(stamp, bit), StandardCharsets.ISO_8859_1);
            assertThat(accepts(verifier, small, flipped, signature))
                    .as("timestamp bit %d", bit)
                    .isFalse();
        }
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }

    private static boolean accepts(WebhookVerifier verifier, byte[] body, String timestamp, byte[] signature) {
        Map<String, String> headers = Map.of(
                WebhookVerifier.TIMESTAMP_HEADER,
                timestamp,
                WebhookVerifier.SIGNATURE_HEADER,
                Base64.getEncoder().encodeToString(signature));
        try {
            verifier.verify(body, headers::get);
            return true;
        } catch (WebhookVerificationException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesASignatureMadeMalleableByAddingTheGroupOrder(Provider provider) {
        String timestamp = String.valueOf(SignedWebhooks.NOW.getEpochSecond());
        byte[] signature = telnyx.signature(timestamp, BYTES);
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] s = reversed(signature, 32);
        byte[] twin = new BigInteger(1, s).add(order).toByteArray();
        byte[] malleable = signature.clone();
        for (int i = 0; i < 32; i++) {
            malleable[32 + i] = twin[twin.length - 1 - i];
        }

        assertThat(reason(telnyx.verifier(provider), BYTES, headers(timestamp, malleable)))
                .isEqualTo(Reason.MALFORMED_SIGNATURE);
    }

    private static byte[] reversed(byte[] bytes, int from) {
        byte[] reversed = new byte[bytes.length - from];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 63, 65, 96})
    void refusesASignatureOfAnotherLength(int length) {
        assertThat(reason(telnyx.verifier(), BYTES, headers("1767225600", new byte[length])))
                .isIn(Reason.MALFORMED_SIGNATURE, Reason.MISSING_SIGNATURE);
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesSignaturesOfZerosAndOfTheNeutralPoint(Provider provider) {
        byte[] neutral = new byte[64];
        neutral[0] = 1;
        assertThat(reason(telnyx.verifier(provider), BYTES, headers("1767225600", new byte[64])))
                .isEqualTo(Reason.WRONG_SIGNATURE);
        assertThat(reason(telnyx.verifier(provider), BYTES, headers("1767225600", neutral)))
                .isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void refusesASecondSpellingOfTheSameSignature() {
        String timestamp = "1767225600";
        String text = Base64.getEncoder().encodeToString(telnyx.signature(timestamp, BYTES));
        char last = text.charAt(85);
        String sloppy = text.substring(0, 85) + (char) (last + 1) + "==";
        Stream<String> spellings = Stream.of(
                sloppy,
                text.replace("=", ""),
                text + "\n",
                " " + text,
                text.replace('+', '-').replace('/', '_') + "~");

        assertThat(spellings.map(spelling -> reason(telnyx.verifier(), BYTES, headers(timestamp, spelling))))
                .containsOnly(Reason.MALFORMED_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1767225600", "-1", "1767225600.0", "1767225600 ", "١", "9999999999999", "0x1"})
    void refusesATimestampThatIsNotUnixSeconds(String timestamp) {
        assertThat(reason(telnyx.verifier(), BYTES, headers(timestamp, new byte[64])))
                .isEqualTo(Reason.MALFORMED_TIMESTAMP);
    }

    @Test
    void namesMissingHeaders() {
        assertThat(reason(telnyx.verifier(), BYTES, name -> null)).isEqualTo(Reason.MISSING_SIGNATURE);
        assertThat(reason(telnyx.verifier(), BYTES, name -> name.equals(WebhookVerifier.SIGNATURE_HEADER) ? "x" : null))
                .isEqualTo(Reason.MISSING_TIMESTAMP);
    }

    @Test
    void takesATimestampAtTheEdgeOfTheWindowAndTellsTheSkewBeyondIt() throws Exception {
        Instant oldest = SignedWebhooks.NOW.minusSeconds(300);
        Instant newest = SignedWebhooks.NOW.plusSeconds(300);

        assertThat(telnyx.verifier().verify(BYTES, telnyx.sign(BYTES, oldest)).id())
                .isEqualTo("e-1");
        assertThat(telnyx.verifier().verify(BYTES, telnyx.sign(BYTES, newest)).id())
                .isEqualTo("e-1");
        assertThatThrownBy(() -> telnyx.verifier().verify(BYTES, telnyx.sign(BYTES, oldest.minusSeconds(7))))
                .hasMessageContaining("307 s ago");
        assertThatThrownBy(() -> telnyx.verifier().verify(BYTES, telnyx.sign(BYTES, newest.plusSeconds(1))))
                .hasMessageContaining("301 s in the future");
    }

    @Test
    void hasAWindowThatCanBeSet() {
        WebhookVerifier narrow = WebhookVerifier.builder()
                .key(telnyx.publicKey())
                .tolerance(Duration.ofSeconds(10))
                .clock(Clock.fixed(SignedWebhooks.NOW.plusSeconds(11), ZoneOffset.UTC))
                .build();

        assertThat(reason(narrow, BYTES, telnyx.sign(BODY))).isEqualTo(Reason.TOO_OLD);
    }

    static Stream<String> keysThatAnybodyCouldSignFor() {
        return Stream.of(
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    }

    @ParameterizedTest
    @MethodSource("keysThatAnybodyCouldSignFor")
    void refusesKeysOfSmallOrder(String hex) {
        String key = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> WebhookVerifier.create(key)).isInstanceOf(IllegalArgumentException.class);
        assertThat(SecurityProviders.all())
                .allSatisfy(provider -> assertThatThrownBy(() -> WebhookVerifier.builder()
                                .provider(provider)
                                .key(key)
                                .build())
                        .isInstanceOf(IllegalArgumentException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "AAAA", "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"})
    void saysWhatIsWrongWithAKey(String key) {
        if (key.length() == 43) {
            assertThat(WebhookVerifier.create(key))
                    .as("padding may be lost in copying")
                    .isNotNull();
        } else {
            assertThatThrownBy(() -> WebhookVerifier.create(key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("public key");
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
        byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThat(reason(telnyx.verifier(), text, telnyx.sign(text, SignedWebhooks.NOW)))
                .isEqualTo(Reason.NOT_JSON);
        assertThat(reason(telnyx.verifier(), deep, telnyx.sign(deep, SignedWebhooks.NOW)))
                .isEqualTo(Reason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"id\":\"1\",\"payload\":{}}}",
                "{\"id\":\"1\",\"payload\":{}}",
                "{}",
                "{\"data\":[]}"
            })
    void saysWhichFieldIsMissing(String body) {
        assertThatThrownBy(() -> telnyx.read(body))
                .isInstanceOfSatisfying(
                        WebhookVerificationException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_AN_EVENT))
                .hasMessageContaining("event_type");
        assertThatThrownBy(() -> telnyx.read("[]")).hasMessageContaining("no JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"telnyx-", "Telnyx-", "TELNYX-", "tElNyX-"})
    void findsHeadersInAnySpellingOfAMap(String prefix) throws Exception {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put(null, List.of("HTTP/1.1 of a client that keeps the status line so"));
        headers.put(prefix + "Timestamp", List.of(telnyx.sign(BODY).apply(WebhookVerifier.TIMESTAMP_HEADER), "2"));
        headers.put(prefix + "Signature-ed25519", List.of(telnyx.sign(BODY).apply(WebhookVerifier.SIGNATURE_HEADER)));

        assertThat(telnyx.verifier().verify(BYTES, headers).id()).isEqualTo("e-1");
        assertThat(telnyx.verifier().check(BYTES, headers)).isEqualTo(SignedWebhooks.NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Telnyx-Timestamp,Telnyx-Signature-Ed25519", "TELNYX-TIMESTAMP,TELNYX-SIGNATURE-ED25519"})
    void findsHeadersByTheGetOfAMapInAServersSpelling(String names) throws Exception {
        Map<String, String> headers = Map.of(
                names.split(",")[0], telnyx.sign(BODY).apply(WebhookVerifier.TIMESTAMP_HEADER),
                names.split(",")[1], telnyx.sign(BODY).apply(WebhookVerifier.SIGNATURE_HEADER));

        assertThat(telnyx.verifier().verify(BYTES, headers::get).id()).isEqualTo("e-1");
    }

    @Test
    void checksWhatIsNoJsonWithoutReadingIt() throws Exception {
        byte[] form = "CallSid=v3%3Acall&StreamEvent=stream-started".getBytes(StandardCharsets.UTF_8);

        assertThat(telnyx.verifier().check(form, telnyx.sign(form, SignedWebhooks.NOW)))
                .isEqualTo(SignedWebhooks.NOW);
        byte[] changed = flip(form, 3);
        assertThatThrownBy(() -> telnyx.verifier().check(changed, telnyx.sign(form, SignedWebhooks.NOW)))
                .isInstanceOfSatisfying(
                        WebhookVerificationException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.WRONG_SIGNATURE));
    }

    @Test
    void refusesAnEventThatIsNotUtf8() {
        for (byte[] event : List.of(
                ("\uFEFF" + BODY).getBytes(StandardCharsets.UTF_8),
                BODY.getBytes(StandardCharsets.UTF_16BE),
                BODY.getBytes(StandardCharsets.UTF_16LE),
                BODY.getBytes(StandardCharsets.UTF_16))) {
            assertThat(reason(telnyx.verifier(), event, telnyx.sign(event, SignedWebhooks.NOW)))
                    .isEqualTo(Reason.NOT_JSON);
        }
    }

    private static Function<String, @Nullable String> headers(String timestamp, byte[] signature) {
        return headers(timestamp, Base64.getEncoder().encodeToString(signature));
    }

    private static Function<String, @Nullable String> headers(String timestamp, String signature) {
        return Map.of(WebhookVerifier.TIMESTAMP_HEADER, timestamp, WebhookVerifier.SIGNATURE_HEADER, signature)::get;
    }

    private static Reason reason(WebhookVerifier verifier, byte[] body, Function<String, @Nullable String> headers) {
        WebhookVerificationException refused =
                catchThrowableOfType(WebhookVerificationException.class, () -> verifier.verify(body, headers));
        assertThat(refused).as("has to be refused").isNotNull();
        return refused.reason();
    }
}
