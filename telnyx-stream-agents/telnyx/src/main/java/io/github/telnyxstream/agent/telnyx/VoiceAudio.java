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

    private final int rateHz;
    private final SpeechSynthesizer.Listener listener;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private Kind kind = Kind.UNKNOWN;
    private int wavRateHz;
    private int half = -1;

    private enum Kind {
        UNKNOWN,
        LINEAR,
        MP3,
        WAV
    }

    VoiceAudio(int rateHz, SpeechSynthesizer.Listener listener) {
        this.rateHz = rateHz;
        this.listener = listener;
    }

    void add(byte[] bytes) {
        switch (kind) {
            case LINEAR -> linear(bytes, 0, rateHz);
            case WAV -> linear(bytes, 0, wavRateHz);
            case MP3 -> start.writeBytes(bytes);
            case UNKNOWN -> {
                start.writeBytes(bytes);
                if (start.size() >= WAV_HEADER) {
                    begin();
                }
            }
        }
    }

    void end() {
        if (kind == Kind.UNKNOWN && start.size() > 0) {
            begin();
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

    private void begin() {
        byte[] first = start.toByteArray();
        if (isMp3(first)) {
            kind = Kind.MP3;
            return;
        }
        start.reset();
        if (first.length >= WAV_HEADER && startsWith(first, "RIFF")) {
            kind = Kind.WAV;
            wavRateHz = (first[24] & 0xFF) | ((first[25] & 0xFF) << 8) | ((first[26] & 0xFF) << 16);
            linear(first, WAV_HEADER, wavRateHz);
        } else {
            kind = Kind.LINEAR;
            linear(first, 0, rateHz);
        }
    }

    private static boolean isMp3(byte[] first) {
        if (startsWith(first, "ID3")) {
            return true;
        }
        // a frame of layer III with a bit rate and a sampling rate that exist; PCM hardly begins with such samples
        return first.length >= 3
                && (first[0] & 0xFF) == 0xFF
                && (first[1] & 0xE6) == 0xE2
                && (first[2] & 0xF0) != 0
                && (first[2] & 0xF0) != 0xF0
                && (first[2] & 0x0C) != 0x0C;
    }

    private static boolean startsWith(byte[] bytes, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (i >= bytes.length || bytes[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Pieces may end inside a sample. */
    private void linear(byte[] bytes, int offset, int hertz) {
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
            listener.audio(pcm, 0, pcm.length, hertz);
        }
    }
}
