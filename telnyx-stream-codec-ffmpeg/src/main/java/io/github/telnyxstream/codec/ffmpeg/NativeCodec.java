package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.CodecException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.jspecify.annotations.Nullable;

/**
 * One encoder or decoder of FFmpeg, mono 16-bit samples on this side. Frees its memory when closed or, at the latest, when
 * garbage. One thread at a time.
 */
final class NativeCodec implements AutoCloseable {
    /** What {@link #receiveBytes} and {@link #receiveSamples} return when there is nothing (more) to receive. */
    static final int NOTHING = -1;

    private static final Cleaner CLEANER = Cleaner.create();

    /** FFmpeg reads beyond the end of a packet, up to so many bytes. */
    private static final int PADDING = avcodec.AV_INPUT_BUFFER_PADDING_SIZE;

    /** Keeps what FFmpeg has to say of every damaged packet off the application's standard error. */
    private static final int QUIET = 100;

    private final String name;
    private final Memory memory;
    private final Cleaner.Cleanable cleanable;
    private BytePointer input = new BytePointer(4096L);

    private record Memory(AVCodecContext context, AVFrame frame, AVPacket packet) implements Runnable {
        @Override
        public void run() {
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(context);
        }
    }

    private NativeCodec(String name, AVCodec codec) {
        this.name = name;
        this.memory =
                new Memory(avcodec.avcodec_alloc_context3(codec), avutil.av_frame_alloc(), avcodec.av_packet_alloc());
        this.cleanable = CLEANER.register(this, memory);
    }

    static NativeCodec encoder(String name, int sampleFormat, int sampleRateHz, int bitrate) {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
        requireFound(codec, "encoder", name);
        NativeCodec encoder = new NativeCodec(name, codec);
        encoder.memory.context().sample_fmt(sampleFormat).bit_rate(bitrate);
        encoder.open(codec, sampleRateHz);
        return encoder;
    }

    static NativeCodec decoder(String name, int sampleRateHz) {
        AVCodec codec = avcodec.avcodec_find_decoder_by_name(name);
        requireFound(codec, "decoder", name);
        NativeCodec decoder = new NativeCodec(name, codec);
        decoder.open(codec, sampleRateHz);
        return decoder;
    }

    private static void requireFound(@Nullable AVCodec codec, String kind, String name) {
        if (codec == null) {
            throw new CodecException("this build of FFmpeg has no " + kind + " " + name);
        }
    }

    private void open(AVCodec codec, int sampleRateHz) {
        AVCodecContext context = memory.context();
        context.sample_rate(sampleRateHz).log_level_offset(QUIET);
        avutil.av_channel_layout_default(context.ch_layout(), 1);
        int result = avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null);
        if (result < 0) {
            close();
            throw failure("opened", result);
        }
    }

    /** Samples that the encoder takes at once; only the last may be fewer. */
    int frameSamples() {
        return memory.context().frame_size();
    }

    void sendSamples(short[] pcm, int offset, int length) {
        try {
            AVFrame frame = memory.frame();
            avutil.av_frame_unref(frame);
            frame.nb_samples(length)
                    .format(memory.context().sample_fmt())
                    .sample_rate(memory.context().sample_rate());
            avutil.av_channel_layout_default(frame.ch_layout(), 1);
            check("given a frame", avutil.av_frame_get_buffer(frame, 0));
            new ShortPointer(frame.data(0)).put(pcm, offset, length);
            check("given samples", avcodec.avcodec_send_frame(memory.context(), frame));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** No more samples will come: what is left can be received. */
    void endSamples() {
        try {
            check("ended", avcodec.avcodec_send_frame(memory.context(), null));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The next encoded packet's length, or {@link #NOTHING}. */
    int receiveBytes(byte[] bytes, int offset) {
        try {
            AVPacket packet = memory.packet();
            int result = avcodec.avcodec_receive_packet(memory.context(), packet);
            if (isDry(result)) {
                return NOTHING;
            }
            check("asked for bytes", result);
            int length = packet.size();
            Objects.checkFromIndexSize(offset, length, bytes.length);
            packet.data().get(bytes, offset, length);
            avcodec.av_packet_unref(packet);
            return length;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Whether the decoder took the packet; if not, it is damaged. */
    boolean sendBytes(byte[] bytes, int offset, int length) {
        try {
            if (input.capacity() < length + PADDING) {
                input.close();
                input = new BytePointer((long) length + PADDING);
            }
            input.position(0).put(bytes, offset, length);
            for (int i = 0; i < PADDING; i++) {
                input.put((long) length + i, (byte) 0);
            }
            AVPacket packet = memory.packet();
            avcodec.av_packet_unref(packet);
            packet.data(input).size(length);
            return avcodec.avcodec_send_packet(memory.context(), packet) >= 0;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The next decoded frame's samples, mixed to mono, or {@link #NOTHING}, also when the packet was damaged. */
    int receiveSamples(short[] pcm, int offset) {
        try {
            AVFrame frame = memory.frame();
            if (avcodec.avcodec_receive_frame(memory.context(), frame) < 0) {
                return NOTHING;
            }
            int length = frame.nb_samples();
            Objects.checkFromIndexSize(offset, length, pcm.length);
            new ShortPointer(frame.data(0)).get(pcm, offset, length);
            if (frame.ch_layout().nb_channels() > 1) {
                ShortPointer second = new ShortPointer(frame.data(1));
                for (int i = 0; i < length; i++) {
                    pcm[offset + i] = (short) ((pcm[offset + i] + second.get(i)) >> 1);
                }
            }
            return length;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The rate of the frame received last, as the stream itself says. */
    int sampleRateHz() {
        return memory.context().sample_rate();
    }

    @Override
    public void close() {
        cleanable.clean();
        input.close();
    }

    private static boolean isDry(int result) {
        return result == org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN() || result == avutil.AVERROR_EOF();
    }

    private void check(String what, int result) {
        if (result < 0) {
            throw failure(what, result);
        }
    }

    private CodecException failure(String what, int result) {
        return new CodecException("FFmpeg's " + name + " failed with " + result + " when " + what);
    }
}
