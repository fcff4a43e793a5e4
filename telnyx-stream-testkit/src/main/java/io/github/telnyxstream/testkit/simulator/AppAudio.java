package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import io.github.telnyxstream.testkit.simulator.media.AppMessage;
import io.github.telnyxstream.testkit.simulator.media.Mp3Audio;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the application sends into what a telephone plays. In RTP mode a message holds 20 ms to 30 s; in MP3 mode
 * there is one message a second at most (Telnyx page "Media Streaming over Websockets").
 */
final class AppAudio {
    private static final int PHONE_HZ = 8000;
    private static final long MP3_INTERVAL_NANOS = 1_000_000_000L;
    private static final int MAX_SECONDS = 30;

    private final @Nullable MediaFormat format;
    private final @Nullable AudioCodec codec;
    private final CodecDoubt doubt;
    private final @Nullable Resampler down;
    private long lastMp3Nanos;
    private boolean mp3Seen;

    /** What became of a message. */
    sealed interface Result {
        /** It plays; perhaps something about it is not as documented. */
        @SuppressWarnings("ArrayRecordComponent")
        record Playable(short[] pcm, @Nullable String violation) implements Result {}

        /** It is answered with an error. */
        record Rejected(AppMessage.Refused error) implements Result {}
    }

    /** For a format, or for MP3 mode when it is null. */
    AppAudio(@Nullable MediaFormat format) {
        this.format = format;
        codec = format == null ? null : AudioCodec.of(format);
        doubt = new CodecDoubt(format);
        down = format == null || format.sampleRateHz() == PHONE_HZ
                ? null
                : Resampler.of(format.sampleRateHz(), PHONE_HZ);
        if (format != null) {
            // what the resampler holds back at the beginning is silence, so that every message is as long as it says
            short[] unused = toPhone(new short[format.samplesPerFrame()]);
        }
    }

    Result take(byte[] payload, long nowNanos) {
        return format == null || codec == null ? mp3(payload, nowNanos) : rtp(payload, format, codec);
    }

    private Result rtp(byte[] payload, MediaFormat format, AudioCodec codec) {
        short[] pcm;
        try {
            short[] room = new short[codec.maxDecodedSamples(payload.length)];
            pcm = Arrays.copyOf(room, codec.decode(payload, 0, payload.length, room, 0));
        } catch (CodecException undecodable) {
            return new Result.Rejected(
                    AppMessage.malformed("payload is no " + format.encoding().wireName()));
        }
        if (pcm.length > MAX_SECONDS * format.sampleRateHz()) {
            return new Result.Rejected(AppMessage.malformed("more than 30 s of audio in a message"));
        }
        String violation = pcm.length < format.samplesPerFrame()
                ? "message of " + pcm.length * 1000.0 / format.sampleRateHz() + " ms, less than 20"
                : fileHeader(payload);
        if (violation == null) {
            violation = doubt.offer(payload);
        }
        return new Result.Playable(toPhone(pcm), violation);
    }

    private static @Nullable String fileHeader(byte[] payload) {
        String head = new String(payload, 0, Math.min(4, payload.length), StandardCharsets.ISO_8859_1);
        return head.equals("RIFF") || head.equals("OggS") || head.startsWith("ID3")
                ? "a file header (" + head + ") in the payload"
                : null;
    }

    private Result mp3(byte[] payload, long nowNanos) {
        if (mp3Seen && nowNanos - lastMp3Nanos < MP3_INTERVAL_NANOS) {
            return new Result.Rejected(new AppMessage.Refused(100005, "rate_limit_reached", "Too many requests"));
        }
        mp3Seen = true;
        lastMp3Nanos = nowNanos;
        short[] pcm = Mp3Audio.decode(payload);
        return new Result.Playable(pcm, pcm.length == 0 ? "no MP3 in MP3 mode" : null);
    }

    /** Without what a telephone line does not carry, or it would be heard as something else. */
    private short[] toPhone(short[] pcm) {
        Resampler resampler = down;
        if (resampler == null) {
            return pcm;
        }
        short[] phone = new short[resampler.maxOutputSamples(pcm.length)];
        return Arrays.copyOf(phone, resampler.process(pcm, 0, pcm.length, phone, 0));
    }
}
