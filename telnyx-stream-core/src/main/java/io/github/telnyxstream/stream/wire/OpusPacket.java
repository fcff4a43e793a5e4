package io.github.telnyxstream.stream.wire;

/** Reads the first bytes of an Opus packet (RFC 6716, section 3.1). Stateless. */
final class OpusPacket {
    private static final int[] SILK_MICROS = {10_000, 20_000, 40_000, 60_000};
    private static final int[] HYBRID_MICROS = {10_000, 20_000};
    private static final int[] CELT_MICROS = {2_500, 5_000, 10_000, 20_000};

    private OpusPacket() {}

    /** Nanoseconds that it plays; 0 if it says so, or is too short to say. */
    static long nanos(byte[] packet) {
        int config = (packet[0] & 0xFF) >> 3;
        int micros = config < 12
                ? SILK_MICROS[config % 4]
                : config < 16 ? HYBRID_MICROS[config % 2] : CELT_MICROS[config % 4];
        return 1000L * micros * frames(packet);
    }

    private static int frames(byte[] packet) {
        return switch (packet[0] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> packet.length < 2 ? 0 : packet[1] & 0x3F;
        };
    }
}
