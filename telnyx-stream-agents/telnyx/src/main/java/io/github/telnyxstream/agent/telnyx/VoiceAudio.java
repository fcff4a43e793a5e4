package io.github.telnyxstream.agent.telnyx;

import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.ByteArrayOutputStream;

/**
 * What a voice really sends: the format is not on the wire, and some voices send MP3 whatever is asked (live). Tells by the
 * first bytes. One thread at a time.
 */
final class VoiceAudio {
    private static final int WAV_HEADER = 44;
    /** Some headers are longer. */
    private static final int ENOUGH = 64;

    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int WAV_A_LAW = 6;
    private static final int WAV_MU_LAW = 7;
    /** So many frames in a row are no silence in µ-law. */
    private static final int SURELY_MP3 = 3;

    private final SpeechSynthesizer.Listener listener;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private Kind kind = Kind.UNKNOWN;
    private Encoding encoding;
    private int rateHz;
    private int half = -1;

    private enum Kind {
        UNKNOWN,
        RAW,
        MP3
    }

    /** Tells audio of a voice that was asked for a format. */
    VoiceAudio(VoiceFormat asked, SpeechSynthesizer.Listener listener) {
        this.encoding = asked.encoding();
        this.rateHz = asked.rateHz();
        this.listener = listener;
    }

    void add(byte[] bytes) {
        switch (kind) {
            case RAW -> raw(bytes, 0);
            case MP3 -> start.writeBytes(bytes);
            case UNKNOWN -> {
                start.writeBytes(bytes);
                if (start.size() >= ENOUGH) {
                    begin(false);
                }
            }
        }
    }

    void end() {
        if (kind == Kind.UNKNOWN && start.size() > 0) {
            begin(true);
        }
        if (kind == Kind.MP3) {
            // whole: an incremental decoder lost most of some voices (live)
            byte[] file = start.toByteArray();
            AudioCodec codec = AudioCodec.of(MediaFormat.of(Encoding.MP3, 16000));
            short[] pcm = new short[codec.maxDecodedSamples(file.length)];
            int samples = codec.decode(file, 0, file.length, pcm, 0);
            listener.audio(pcm, 0, samples, 16000);
        }
    }

    private void begin(boolean isAll) {
        byte[] first = start.toByteArray();
        int frames = encoding == Encoding.L16 ? SURELY_MP3 : Mp3Frames.inARow(first, SURELY_MP3);
        if (frames < 0 && !isAll) {
            return;
        }
        // a whole sentence may be two frames long
        boolean mayBeMp3 = frames == SURELY_MP3 || frames <= -2;
        if (startsWith(first, "ID3") || (mayBeMp3 && Mp3Frames.begin(first))) {
            kind = Kind.MP3;
            return;
        }
        kind = Kind.RAW;
        start.reset();
        boolean isWav = first.length >= WAV_HEADER && startsWith(first, "RIFF");
        raw(first, isWav ? wav(first) : 0);
    }

    /** Believes a header rather than what was asked for; returns where the audio begins. */
    private int wav(byte[] first) {
        rateHz = (first[24] & 0xFF) | ((first[25] & 0xFF) << 8) | ((first[26] & 0xFF) << 16);
        encoding = switch (first[20]) {
            case WAV_MU_LAW -> Encoding.PCMU;
            case WAV_A_LAW -> Encoding.PCMA;
            default -> Encoding.L16;
        };
        int at = FIRST_CHUNK;
        while (at + CHUNK_HEADER <= first.length) {
            if (startsWith(first, at, "data")) {
                return at + CHUNK_HEADER;
            }
            at += CHUNK_HEADER + (first[at + 4] & 0xFF);
        }
        return WAV_HEADER;
    }

    private void raw(byte[] bytes, int offset) {
        if (encoding == Encoding.L16) {
            linear(bytes, offset);
        } else {
            companded(bytes, offset);
        }
    }

    private void companded(byte[] bytes, int offset) {
        AudioCodec codec = AudioCodec.of(encoding == Encoding.PCMU ? MediaFormat.PCMU : MediaFormat.PCMA);
        short[] pcm = new short[bytes.length - offset];
        codec.decode(bytes, offset, pcm.length, pcm, 0);
        if (pcm.length > 0) {
            listener.audio(pcm, 0, pcm.length, rateHz);
        }
    }

    private static boolean startsWith(byte[] bytes, String text) {
        return startsWith(bytes, 0, text);
    }

    private static boolean startsWith(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Pieces may end inside a sample. */
    private void linear(byte[] bytes, int offset) {
        int count = bytes.length - offset + (half >= 0 ? 1 : 0);
        short[] pcm = new short[count / 2];
        int at = offset;
        for (int i = 0; i < pcm.length; i++) {
            int low = half >= 0 ? half : bytes[at++] & 0xFF;
            half = -1;
            pcm[i] = (short) (low | bytes[at++] << 8);
        }
        if (at < bytes.length) {
            half = bytes[at] & 0xFF;
        }
        if (pcm.length > 0) {
            listener.audio(pcm, 0, pcm.length, rateHz);
        }
    }
}
