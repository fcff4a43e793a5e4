package io.github.telnyxstream.callcontrol.oracle;

import io.github.telnyxstream.callcontrol.oracle.Delivery.Verdict;
import io.github.telnyxstream.callcontrol.webhook.SignedWebhooks;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Webhooks signed as Telnyx does with a key of our own, and everything that can be wrong with one. */
final class Deliveries {

    private static final BigInteger GROUP_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final SignedWebhooks telnyx = new SignedWebhooks();
    private final Random random = new Random(5);
    private final List<Delivery> deliveries = new ArrayList<>();
    private final String timestamp;
    private final String body = event("e3", "größe ☎");
    private final String signature;

    Deliveries() {
        timestamp = at(0);
        signature = base64(sign(telnyx, timestamp, body));
        genuineOnes();
        changedOnes();
        headers();
        times();
        spellings();
        forgeries();
        bodies();
    }

    List<Delivery> all() {
        return deliveries;
    }

    String publicKey() {
        return telnyx.publicKey();
    }

    private static byte[] sign(SignedWebhooks signer, String timestamp, String body) {
        return signer.signature(timestamp, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String event(String id, String text) {
        return "{\"data\":{\"id\":\"" + id + "\",\"event_type\":\"x\",\"payload\":{\"t\":\"" + text + "\"}}}";
    }

    private String at(long skewSeconds) {
        return String.valueOf(SignedWebhooks.NOW.getEpochSecond() + skewSeconds);
    }

    private void add(Verdict expected, String what, String body, @Nullable String signature, @Nullable String time) {
        deliveries.add(new Delivery(what, body, signature, time, expected));
    }

    /** Correctly signed, whatever it says. */
    private void signed(Verdict expected, String what, String body, String time) {
        add(expected, what, body, base64(sign(telnyx, time, body)), time);
    }

    private void genuineOnes() {
        for (int i = 0; i < 40; i++) {
            signed(Verdict.ACCEPTED, "genuine", event("e" + i, "größe ☎ 𝄞 ".repeat(i)), timestamp);
        }
    }

    private void changedOnes() {
        byte[] genuine = Base64.getDecoder().decode(signature);
        for (int bit = 0; bit < genuine.length * 8; bit++) {
            byte[] flipped = genuine.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            add(Verdict.REFUSED, "signature bit " + bit, body, base64(flipped), timestamp);
        }
        for (int i = 0; i < 100; i++) {
            char[] changed = body.toCharArray();
            int place = random.nextInt(changed.length);
            changed[place] ^= 1;
            add(Verdict.REFUSED, "body character " + place, new String(changed), signature, timestamp);
        }
        for (String changed : List.of("", body + " ", " " + body, body + "\n", body.substring(1), body + body)) {
            add(Verdict.REFUSED, "body not as signed", changed, signature, timestamp);
        }
        add(Verdict.REFUSED, "another second", body, signature, at(1));
        add(Verdict.REFUSED, "the separator moved", "0|" + body, signature, timestamp.substring(0, 9));
    }

    private void headers() {
        add(Verdict.REFUSED, "no headers", body, null, null);
        add(Verdict.REFUSED, "no signature", body, null, timestamp);
        add(Verdict.REFUSED, "empty signature", body, "", timestamp);
        add(Verdict.REFUSED, "no timestamp", body, signature, null);
        signed(Verdict.REFUSED, "empty timestamp", body, "");
    }

    private void times() {
        for (long skew : new long[] {-300, -299, -1, 0, 1, 299, 300}) {
            signed(Verdict.ACCEPTED, "signed at " + skew + " s", body, at(skew));
        }
        for (long skew : new long[] {-100_000, -400, -301, 301, 400, 100_000}) {
            signed(Verdict.REFUSED, "signed at " + skew + " s", body, at(skew));
        }
        for (String broken : List.of(
                "now",
                "-1",
                "+" + timestamp,
                timestamp + ".0",
                timestamp + ".5",
                timestamp + "e0",
                timestamp + "000",
                timestamp + "0",
                " " + timestamp,
                timestamp + " ",
                timestamp + "\n",
                "0x" + Long.toHexString(SignedWebhooks.NOW.getEpochSecond()),
                "٠".repeat(10),
                "9".repeat(30))) {
            signed(Verdict.REFUSED, "timestamp " + broken, body, broken);
        }
        signed(Verdict.ACCEPTED, "a leading zero", body, "0" + timestamp);
        signed(Verdict.REFUSED_BY_US_ONLY, "more than twelve digits", body, "000" + timestamp);
    }

    private void spellings() {
        for (String broken : List.of(
                "x",
                "%%%%",
                signature.replace("=", ""),
                signature + "=",
                signature + "\n",
                " " + signature,
                signature.substring(0, 84) + "\n" + signature.substring(84),
                signature + signature,
                "-_" + signature.substring(2),
                signature.substring(0, 84),
                signature.substring(0, 83) + "=")) {
            add(Verdict.REFUSED, "signature spelled " + broken, body, broken, timestamp);
        }
        // 64 bytes leave four bits of the last letter over; RFC 4648 section 3.5 wants them to be zero
        int last = ALPHABET.indexOf(signature.charAt(85));
        for (int bits = 1; bits < 16; bits++) {
            String sloppy = signature.substring(0, 85) + ALPHABET.charAt(last + bits) + "==";
            add(Verdict.REFUSED_BY_US_ONLY, "bits after the end: " + bits, body, sloppy, timestamp);
        }
        for (int length : new int[] {0, 1, 32, 63, 65, 128}) {
            byte[] other = Arrays.copyOf(sign(telnyx, timestamp, body), length);
            add(Verdict.REFUSED, "signature of " + length + " bytes", body, base64(other), timestamp);
        }
    }

    private void forgeries() {
        add(Verdict.REFUSED, "another key", body, base64(sign(new SignedWebhooks(), timestamp, body)), timestamp);
        add(Verdict.REFUSED, "zeros", body, base64(new byte[64]), timestamp);
        byte[] neutral = new byte[64];
        neutral[0] = 1;
        add(Verdict.REFUSED, "neutral point", body, base64(neutral), timestamp);
        add(Verdict.REFUSED, "a body's own signature", body, base64(sign(telnyx, "", body)), timestamp);
        byte[] malleable = sign(telnyx, timestamp, body);
        byte[] s = new byte[33];
        for (int i = 0; i < 32; i++) {
            s[32 - i] = malleable[32 + i];
        }
        byte[] twin = new BigInteger(s).add(GROUP_ORDER).toByteArray();
        for (int i = 0; i < 32; i++) {
            malleable[32 + i] = twin[twin.length - 1 - i];
        }
        add(Verdict.REFUSED, "s plus the group order", body, base64(malleable), timestamp);
    }

    /** All correctly signed: what they say decides. */
    private void bodies() {
        for (String text : List.of(
                "",
                "hello",
                "null",
                "{",
                body + "x",
                body + body,
                "\uFEFF" + body,
                event("e", "UTF-16").replaceAll("(?s)(.)", "\u0000$1"),
                event("e", "UTF-16").replaceAll("(?s)(.)", "$1\u0000"),
                body.replace('"', '\''),
                body.replace("\"id\"", "id"),
                body.replace("{\"t\"", "{/**/\"t\""),
                body.replace("}}}", "},}}"),
                event("e", "a\tb"),
                event("e", "\\x41"),
                body.replace("\"größe ☎\"", "01"),
                body.replace("\"größe ☎\"", "NaN"),
                body.replace("\"größe ☎\"", ".5"))) {
            signed(Verdict.REFUSED, "no JSON: " + text, text, timestamp);
        }
        signed(Verdict.ACCEPTED, "white space around", " \t\r\n" + body + " \t\r\n", timestamp);
        signed(Verdict.ACCEPTED, "half a surrogate pair", event("e", "\\ud834"), timestamp);
        signed(Verdict.ACCEPTED, "the last of two ids", body.replace("{\"id\"", "{\"id\":\"first\",\"id\""), timestamp);
        signed(Verdict.ACCEPTED, "a number beyond double", body.replace("\"größe ☎\"", "1e400"), timestamp);
        signed(Verdict.ACCEPTED, "a name of the language", body.replace("\"t\"", "\"__proto__\""), timestamp);
        signed(
                Verdict.ACCEPTED,
                "without a payload",
                "{\"data\":{\"id\":\"e\",\"event_type\":\"call.answered\",\"call_control_id\":\"c\"}}",
                timestamp);
        signed(
                Verdict.ACCEPTED,
                "the flat shape",
                "{\"id\":\"e\",\"event_type\":\"conference.floor.changed\",\"payload\":{}}",
                timestamp);
        signed(Verdict.REFUSED_BY_US_ONLY, "without a type", "{\"data\":{\"id\":\"e\",\"payload\":{}}}", timestamp);
        signed(
                Verdict.REFUSED_BY_US_ONLY,
                "deeper than 64 levels",
                body.replace("\"größe ☎\"", "[".repeat(100) + "]".repeat(100)),
                timestamp);
    }
}
