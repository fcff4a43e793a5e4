package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Objects;
import org.bytedeco.ffmpeg.global.avutil;

/** MP3 on LAME and FFmpeg's decoder: whole clips, so nothing is carried from call to call. */
final class Mp3Codec implements AudioCodec {
    /** No frame of a constant bit rate up to 64 kbit/s is longer, padding included. */
    private static final int MAX_FRAME_BYTES = 600;

    /** Frames that the encoder adds for its delay and for filling up the last one. */
    private static final int EXTRA_FRAMES = 5;

    private static final int LOWEST_KBITS = 8;

    private final MediaFormat format;

    Mp3Codec(MediaFormat format) {
        this.format = format;
    }

    @Override
    public MediaFormat format() {
        return format;
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int lengthSamples, byte[] bytes, int bytesOffset) {
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        int room = lengthSamples == 0 ? 0 : maxEncodedBytes(lengthSamples);
        Objects.checkFromIndexSize(bytesOffset, room, bytes.length);
        if (lengthSamples == 0) {
            return 0;
        }
        int rate = format.sampleRateHz();
        try (NativeCodec encoder = NativeCodec.encoder("libmp3lame", avutil.AV_SAMPLE_FMT_S16P, rate, bitrate())) {
            int written = 0;
            for (int done = 0; done < lengthSamples; ) {
                int take = Math.min(encoder.frameSamples(), lengthSamples - done);
                encoder.sendSamples(pcm, pcmOffset + done, take);
                written += drain(encoder, bytes, bytesOffset + written);
                done += take;
            }
            encoder.endSamples();
            return written + drain(encoder, bytes, bytesOffset + written);
        }
    }

    private static int drain(NativeCodec encoder, byte[] bytes, int offset) {
        int written = 0;
        for (int length = 0; length != NativeCodec.NOTHING; length = encoder.receiveBytes(bytes, offset + written)) {
            written += length;
        }
        return written;
    }

    @Override
    public int decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset) {
        Objects.checkFromIndexSize(bytesOffset, lengthBytes, bytes.length);
        Objects.checkFromIndexSize(pcmOffset, 0, pcm.length);
        int end = bytesOffset + lengthBytes;
        int first = Mp3Frame.first(bytes, bytesOffset, end);
        if (first == end) {
            throw new CodecException("no MP3 frame in " + lengthBytes + " bytes");
        }
        Clips clips = new Clips(bytes, end, pcm, pcmOffset);
        clips.decode(first);
        if (!clips.isHeard) {
            throw new CodecException("no MP3 frame could be decoded");
        }
        return clips.written;
    }

    /** Files that were put one behind the other, as players take them: each may have a rate of its own. */
    private final class Clips {
        private final byte[] bytes;
        private final int end;
        private final short[] pcm;
        private final int pcmOffset;
        private int written;
        private boolean isHeard;

        Clips(byte[] bytes, int end, short[] pcm, int pcmOffset) {
            this.bytes = bytes;
            this.end = end;
            this.pcm = pcm;
            this.pcmOffset = pcmOffset;
        }

        void decode(int first) {
            for (int at = first; at < end; ) {
                int fileHz = Mp3Frame.at(bytes, at, end).sampleRateHz();
                try (Mp3Clip clip = new Mp3Clip(fileHz, format.sampleRateHz())) {
                    at = decode(clip, fileHz, at);
                    written += clip.end(pcm, pcmOffset + written);
                    isHeard |= clip.isHeard();
                }
            }
        }

        /** Decodes the frames of one rate; the index of the first one of the next, or the end. */
        private int decode(Mp3Clip clip, int fileHz, int first) {
            int at = first;
            while (at < end) {
                Mp3Frame frame = Mp3Frame.at(bytes, at, end);
                if (frame.sampleRateHz() == fileHz) {
                    written += frame.isNotes(bytes, at) ? 0 : clip.decode(bytes, at, frame, pcm, pcmOffset + written);
                    at += frame.lengthBytes();
                } else if (frame.begins(bytes, at, end)) {
                    return at;
                } else {
                    at = Math.max(at + 1, Mp3Frame.afterTag(bytes, at, end));
                }
            }
            return end;
        }
    }

    @Override
    public int maxEncodedBytes(int lengthSamples) {
        int rate = format.sampleRateHz();
        long audio = (long) lengthSamples * bitrate() / 8 / rate;
        return (int) Math.min(Integer.MAX_VALUE, audio + EXTRA_FRAMES * MAX_FRAME_BYTES);
    }

    @Override
    public int maxDecodedSamples(int lengthBytes) {
        // a frame's length is rounded down to a byte, so there is a little more audio than its bit rate says
        long audio = (long) lengthBytes * 8 * format.sampleRateHz() / (LOWEST_KBITS * 950L);
        return (int) Math.min(Integer.MAX_VALUE, audio + (long) EXTRA_FRAMES * Mp3Frame.MAX_SAMPLES);
    }

    @Override
    public void reset() {
        // whole clips: there is no state between calls
    }

    private int bitrate() {
        int rate = format.sampleRateHz();
        return rate < 16000 ? 32000 : rate < 32000 ? 48000 : 64000;
    }
}
