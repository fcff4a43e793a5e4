package io.github.telnyxstream.benchmarks.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** What strangers and hostile peers do, each bounded in connections and in rate. */
enum Attack {
    /** The row to compare with. */
    NONE("nothing", 0) {
        @Override
        void goOn(Peer peer, int number) {}
    },
    /** As A1 of the report: a megabyte a second of header lines, again and again. */
    ENDLESS_HEADS("4 heads that never end, 1 MB/s each", 4) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.say("GET /media/x HTTP/1.1\r\nHost: localhost\r\n");
            while (!peer.isOver()) {
                peer.say("x-more: and more\r\n".repeat(1_000));
                peer.pauseMillis(18);
            }
        }
    },
    /** Half a request line, then a byte a second. */
    SLOW_HEADS("200 heads that come byte by byte", 200) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.say("GET /media/x HTTP/1.1\r\nHost: localhost\r\nx-slow: ");
            while (!peer.isOver()) {
                peer.say("s");
                peer.pauseMillis(1_000);
            }
        }
    },
    /** As A3: bodies without a signature that never end. */
    SLOW_BODIES("500 unsigned POSTs that never end", 500) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.say("POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{");
            while (!peer.isOver()) {
                peer.say(" ");
                peer.pauseMillis(1_000);
            }
        }
    },
    /** As A2: each look-up takes a second and a half. */
    SLOW_LOOK_UPS("64 upgrades whose look-up takes 1.5 s", 64) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.upgrade("/media/slow");
            peer.pauseMillis(100);
            peer.hangUp();
        }
    },
    /** As the second half of A1: admitted, and they never read their pongs. */
    PINGS("2 admitted peers that ping 2,000 times a second and do not read", 2) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.upgrade("/media/pings");
            byte[] pings = Peer.frames(Peer.PING, 125, 20);
            while (!peer.isOver()) {
                peer.say(pings);
                peer.pauseMillis(10);
            }
        }
    },
    /** No attack: what it costs to speak to so many in L16 at 16 kHz. */
    HEARING("64 admitted peers that read what they are told", 64) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.upgrade("/media/deaf");
            peer.say(Peer.text(EchoCaller.start(1_000 + number)));
            peer.read();
        }
    },
    /** As A4: they are spoken to as those above, and do not read. */
    DEAF("64 admitted peers that do not read what they are told", 64) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.upgrade("/media/deaf");
            peer.say(Peer.text(EchoCaller.start(1_000 + number)));
            peer.awaitEnd();
        }
    },
    /** A message of 4 MiB, in pieces, where 2 MiB are taken. */
    GIANTS("4 admitted peers that send messages of 4 MiB", 4) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.upgrade("/media/giant");
            byte[] piece = Peer.fragment(64 << 10);
            for (int sent = 0; sent < 4 << 20 && !peer.isOver(); sent += 64 << 10) {
                peer.say(piece);
                peer.pauseMillis(5);
            }
            peer.hangUp();
        }
    },
    /** Frames that break the protocol: reserved bits, no mask, lengths that lie. */
    NONSENSE("32 admitted peers that send corrupted frames", 32) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.upgrade("/media/nonsense");
            peer.say(NONSENSES.get(number % NONSENSES.size()));
            peer.pauseMillis(200);
            peer.hangUp();
        }
    },
    /** They connect, and are gone. */
    WAVES("a wave of 250 connections each quarter of a second, gone at once", 250) {
        @Override
        void goOn(Peer peer, int number) throws IOException {
            peer.say("GET /media/x HT");
            peer.pauseMillis(250);
            peer.hangUp();
        }
    };

    private static final List<byte[]> NONSENSES = List.of(
            new byte[] {(byte) 0xF1, (byte) 0x80, 0, 0, 0, 0},
            new byte[] {(byte) 0x81, 3, 'a', 'b', 'c'},
            new byte[] {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0},
            new byte[] {(byte) 0x81, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0},
            new byte[] {(byte) 0x89, (byte) 0xFE, 1, 0, 0, 0, 0, 0},
            new byte[] {(byte) 0x80, (byte) 0x80, 0, 0, 0, 0},
            "{\"event\":\"media\"}".getBytes(StandardCharsets.US_ASCII));

    private final String words;
    private final int peers;

    Attack(String words, int peers) {
        this.words = words;
        this.peers = peers;
    }

    String words() {
        return words;
    }

    IntStream numbers() {
        return IntStream.range(0, peers);
    }

    /** One connection's deeds; when it ends or throws because it was cut off, the next one follows. */
    abstract void goOn(Peer peer, int number) throws IOException;
}
