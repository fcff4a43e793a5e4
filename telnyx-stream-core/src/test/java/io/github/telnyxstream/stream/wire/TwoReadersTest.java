package io.github.telnyxstream.stream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the comparison with the documented shape reads, the JSON parser reads to the same, bit for bit. */
class TwoReadersTest {
    /** More with {@code -Plong}. */
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 100_000);

    private final EventReader reader = new EventReader();
    private int scanned;

    private void compare(byte[] message) {
        WhatWasRead any = WhatWasRead.inAnyShape(reader, message);
        WhatWasRead both = WhatWasRead.of(reader, message);
        if (!any.toString().equals(both.toString())) {
            throw new AssertionError("of " + new String(message, StandardCharsets.ISO_8859_1) + " one reads " + both
                    + ", the other " + any);
        }
        MediaScanner scanner = new MediaScanner(new Base64Payload());
        scanned += scanner.scan(message, 0, message.length, new MediaMessage()) ? 1 : 0;
    }

    private static String media(String payload) {
        return "{\"event\":\"media\",\"sequence_number\":\"4\",\"stream_id\":\"b1f3a0c2-5a77-4c7e-9a52-6d1d0e8f4a10\","
                + "\"media\":{\"track\":\"inbound\",\"chunk\":\"2\",\"timestamp\":\"40\",\"payload\":\"" + payload
                + "\"}}";
    }

    static List<String> everyKind() {
        return List.of(
                "{\"event\":\"connected\",\"version\":\"1.0.0\",\"connected\":{\"x-telnyx-streaming-auth-token\":\"t\"}}",
                "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"s\",\"start\":{\"user_id\":\"u\","
                        + "\"call_control_id\":\"v3:c\",\"from\":\"+15550100001\",\"to\":null,\"tags\":[\"a\"],"
                        + "\"client_state\":\"eA==\",\"custom_parameters\":[{\"name\":\"n\",\"value\":\"v\"}],"
                        + "\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}}}",
                media("/////w=="),
                "{\"event\":\"media\",\"stream_id\":\"s\",\"media\":{\"payload\":\"AAECAw==\",\"track\":\"outbound\","
                        + "\"chunk\":7,\"timestamp\":140},\"sequence_number\":12}",
                "{\"event\":\"dtmf\",\"stream_id\":\"s\",\"occurred_at\":\"2026-03-01T09:30:11.402113Z\","
                        + "\"sequence_number\":\"118\",\"dtmf\":{\"digit\":\"5\"}}",
                "{\"event\":\"mark\",\"stream_id\":\"s\",\"sequence_number\":\"231\",\"mark\":{\"name\":\"gr\\u00e9 ü\"}}",
                "{\"event\":\"error\",\"stream_id\":\"s\",\"payload\":{\"code\":100005,\"title\":\"t\",\"detail\":\"d\"}}",
                "{\"event\":\"stop\",\"sequence_number\":\"2412\",\"stream_id\":\"s\",\"stop\":{\"user_id\":\"u\"}}",
                "{\"event\":\"other\",\"x\":[1,2.5e3,true,null]}");
    }

    @Test
    void takesTheDocumentedShape() {
        compare(WhatWasRead.utf8(media("/////w==")));
        compare(WhatWasRead.utf8(media("")));
        assertThat(scanned).isEqualTo(2);
    }

    /** By what means something in JSON or UTF-8. */
    @Test
    void readsTellingSingleByteCorruptionsOfEveryKindAlike() {
        compareCorruptions("\"\\{}[],: 019ex=A\u0000\u00c3\u00ff".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(scanned).isGreaterThan(100);
    }

    @Test
    @Tag("thorough")
    void readsEverySingleByteCorruptionOfEveryKindAlike() {
        byte[] all = new byte[256];
        for (int value = 0; value < 256; value++) {
            all[value] = (byte) value;
        }
        compareCorruptions(all);
        assertThat(scanned).isGreaterThan(1000);
    }

    private void compareCorruptions(byte[] values) {
        for (String message : everyKind()) {
            byte[] text = WhatWasRead.utf8(message);
            for (int at = 0; at < text.length; at++) {
                byte right = text[at];
                for (byte value : values) {
                    text[at] = value;
                    compare(text);
                }
                text[at] = right;
            }
        }
    }

    @Test
    void readsEveryTruncationInsertionAndDoublingOfEveryKindAlike() {
        for (String message : everyKind()) {
            byte[] text = WhatWasRead.utf8(message);
            for (int at = 0; at <= text.length; at++) {
                compare(Arrays.copyOf(text, at));
                compare(Arrays.copyOfRange(text, at, text.length));
                for (String inserted : List.of(" ", "\"", "}", "{", ",", "0", "\\", "\u0000", "ü", "A", message)) {
                    compare(WhatWasRead.utf8(new String(text, 0, at, StandardCharsets.UTF_8)
                            + inserted
                            + new String(text, at, text.length - at, StandardCharsets.UTF_8)));
                }
            }
        }
    }

    /** Frames of one stream one after the other, as the scanner remembers the last: sizes, orders of keys and ids change. */
    @Test
    void readsAnyStreamOfFramesAlike() {
        Random random = new Random(20261126);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] text = WhatWasRead.utf8(randomMedia(random));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                text[random.nextInt(text.length)] = (byte) "\"{}[],:0129ae\\ /+=-_AZ".charAt(random.nextInt(22));
            }
            compare(text);
        }
        assertThat(scanned).isGreaterThan(ROUNDS / 10);
    }

    private static String randomMedia(Random random) {
        byte[] payload = new byte[random.nextInt(4) > 0 ? 160 : random.nextInt(400)];
        random.nextBytes(payload);
        List<String> media = new ArrayList<>(List.of(
                "\"track\":\"" + (random.nextInt(3) > 0 ? "inbound" : "outbound") + "\"",
                "\"chunk\":" + number(random),
                "\"timestamp\":" + number(random),
                "\"payload\":\"" + Base64.getEncoder().encodeToString(payload) + "\""));
        List<String> top = new ArrayList<>(List.of(
                "\"sequence_number\":" + number(random),
                "\"stream_id\":\"" + (random.nextInt(9) > 0 ? "one" : "another " + random.nextInt(9)) + "\""));
        if (random.nextInt(3) == 0) {
            Collections.shuffle(media, random);
        }
        if (random.nextInt(10) == 0) {
            media.add(media.get(random.nextInt(4)));
        }
        top.add("\"media\":{" + String.join(",", media) + "}");
        if (random.nextInt(3) == 0) {
            Collections.shuffle(top, random);
        }
        if (random.nextInt(10) == 0) {
            top.remove(random.nextInt(3));
        }
        return "{\"event\":\"media\"" + (top.isEmpty() ? "" : ",") + String.join(",", top) + "}";
    }

    private static String number(Random random) {
        String digits = switch (random.nextInt(30)) {
            case 0 -> "00" + random.nextInt(9);
            case 1 -> Long.toString(random.nextLong() >>> 1);
            case 2 -> "";
            case 3 -> "-3";
            case 4 -> "2.0";
            default -> Integer.toString(random.nextInt(100_000));
        };
        return random.nextInt(3) > 0 ? "\"" + digits + "\"" : digits.isEmpty() ? "null" : digits;
    }
}
