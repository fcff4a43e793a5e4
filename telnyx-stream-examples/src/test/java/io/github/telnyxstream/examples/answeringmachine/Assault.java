package io.github.telnyxstream.examples.answeringmachine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** What strangers do to the machine, and what peers do that have a token. */
enum Assault {
    /** To compare with. */
    NOTHING(0, false) {
        @Override
        void goOn(Intruder intruder, int number) {}
    },
    /** A megabyte a second of header lines, again and again. */
    ENDLESS_HEADS(4, false) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            intruder.say("GET /media/x HTTP/1.1\r\nHost: localhost\r\n");
            while (!intruder.isOver()) {
                intruder.say("x-more: and more\r\n".repeat(1_000));
                intruder.pauseMillis(18);
            }
        }
    },
    /** Half a request line, then a byte a second. */
    SLOW_HEADS(200, false) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            intruder.say("GET /media/x HTTP/1.1\r\nHost: localhost\r\nx-slow: ");
            while (!intruder.isOver()) {
                intruder.say("s");
                intruder.pauseMillis(1_000);
            }
        }
    },
    /** Bodies that never end, without a signature. */
    SLOW_BODIES_200(200, false) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            slowBody(intruder);
        }
    },
    /** As many as stopped the running call once. */
    SLOW_BODIES_500(500, false) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            slowBody(intruder);
        }
    },
    /** Whole webhooks without a signature and with a wrong one, one behind the other. */
    FORGED_WEBHOOKS(8, false) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            String body = "{\"data\":{\"event_type\":\"call.hangup\",\"id\":\"x\",\"payload\":{}}}";
            String signature = number % 2 == 0
                    ? ""
                    : "telnyx-timestamp: " + System.currentTimeMillis() / 1000 + "\r\ntelnyx-signature-ed25519: "
                            + "A".repeat(86) + "==\r\n";
            while (!intruder.isOver()) {
                intruder.say("POST /webhook HTTP/1.1\r\nHost: localhost\r\n" + signature + "Content-Length: "
                        + body.length() + "\r\n\r\n" + body);
                mustBe(403, intruder.status());
            }
        }
    },
    /** Upgrades, as many as are answered. */
    WRONG_TOKENS(16, false) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            String token = "a".repeat(43);
            intruder.say("GET /media" + (number % 2 == 0 ? "/" + token : "")
                    + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGVsbnl4LXN0cmVhbS10cw==\r\n"
                    + (number % 4 == 1 ? "x-telnyx-streaming-auth-token: " + token + "\r\n" : "") + "\r\n");
            mustBe(number % 4 == 3 ? 401 : 403, intruder.status());
        }
    },
    /** They connect, and are gone. */
    WAVES(100, false) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            intruder.say("GET /media/x HT");
            intruder.pauseMillis(250);
            intruder.hangUp();
        }
    },
    /** Pongs queue up behind a peer that does not read. */
    PINGS(2, true) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            byte[] ping = Intruder.frame(0x80 | Intruder.PING, new byte[125]);
            while (!intruder.isOver()) {
                for (int n = 0; n < 20; n++) {
                    intruder.say(ping);
                }
                intruder.pauseMillis(10);
            }
        }
    },
    /** Events of almost 2 MiB that nobody has heard of. */
    GREAT_EVENTS(4, true) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            intruder.say(Intruder.text(start(number)));
            byte[] event = Intruder.text("{\"event\":\"odd\",\"odd\":\"" + "o".repeat(2_000_000) + "\"}");
            while (!intruder.isOver()) {
                intruder.say(event);
                intruder.pauseMillis(20);
            }
        }
    },
    /** They are greeted, and do not read it. */
    DEAF(256, true) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            intruder.say(Intruder.text(start(number)));
            while (!intruder.isOver()) {
                intruder.pauseMillis(500);
                intruder.say(Intruder.frame(0x80 | Intruder.PING, new byte[0]));
            }
        }
    },
    /** Reserved bits, no mask, lengths that lie, no JSON. */
    GARBAGE(32, true) {
        @Override
        void goOn(Intruder intruder, int number) throws IOException {
            intruder.say(NONSENSES.get(number % NONSENSES.size()));
            intruder.pauseMillis(200);
            intruder.hangUp();
        }
    };

    private static final List<byte[]> NONSENSES = List.of(
            new byte[] {(byte) 0xF1, (byte) 0x80, 0, 0, 0, 0},
            new byte[] {(byte) 0x81, 3, 'a', 'b', 'c'},
            new byte[] {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0},
            new byte[] {(byte) 0x81, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0},
            new byte[] {(byte) 0x89, (byte) 0xFE, 1, 0, 0, 0, 0, 0},
            new byte[] {(byte) 0x80, (byte) 0x80, 0, 0, 0, 0},
            Intruder.text("no JSON"),
            "{\"event\":\"media\"}".getBytes(StandardCharsets.US_ASCII));

    private final int connections;
    private final boolean admitted;

    Assault(int connections, boolean admitted) {
        this.connections = connections;
        this.admitted = admitted;
    }

    IntStream numbers() {
        return IntStream.range(0, connections);
    }

    /** Whether they come with the tokens of answered calls. */
    boolean isAdmitted() {
        return admitted;
    }

    /** One connection's deeds; when it ends or throws because it was cut off, the next one follows. */
    abstract void goOn(Intruder intruder, int number) throws IOException;

    private static void slowBody(Intruder intruder) throws IOException {
        intruder.say("POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{");
        while (!intruder.isOver()) {
            intruder.say(" ");
            intruder.pauseMillis(1_000);
        }
    }

    private static String start(int number) {
        return "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"s-" + number + "\",\"start\":{"
                + "\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}}}";
    }

    private static void mustBe(int wanted, int status) {
        if (status != wanted) {
            throw new AssertionError("answered " + status + " instead of " + wanted);
        }
    }
}
