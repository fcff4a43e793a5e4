package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.Quirk;
import io.github.telnyxstream.testkit.simulator.media.StreamMessages;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One track of a stream: numbers its frames and makes messages of them. On the ticker's thread. */
final class StreamTrack {
    /** Seen live with PCMU, see the protocol notes, section 1.3. */
    private static final int SHORT_BYTES = 156;

    private final String name;
    private final MediaFormat format;
    private final TrackCodec codec;
    private final StreamMessages messages;
    private final LineFaults faults;
    private final ByteArrayOutputStream uncut = new ByteArrayOutputStream();
    private final boolean isCut;
    private long chunk;
    private long samples;

    StreamTrack(String name, MediaFormat format, StreamMessages messages, LineFaults faults) {
        this.name = name;
        this.format = format;
        this.messages = messages;
        this.faults = faults;
        codec = new TrackCodec(format);
        isCut = faults.has(Quirk.SHORT_FRAMES) && !format.isVariableSize();
    }

    long chunk() {
        return chunk;
    }

    long nextChunk() {
        return ++chunk;
    }

    /** The payload of 20 ms at 8 kHz. */
    byte[] payload(short[] phone) {
        return codec.encode(phone);
    }

    short[] decode(byte[] payload) {
        return codec.decode(payload);
    }

    /** The messages of a payload: one, or as many as the cutting makes. */
    List<String> messages(byte[] payload) {
        if (!isCut) {
            return List.of(message(payload, format.samplesPerFrame()));
        }
        List<String> cut = new ArrayList<>();
        uncut.writeBytes(payload);
        byte[] all = uncut.toByteArray();
        int at = 0;
        for (; at + SHORT_BYTES <= all.length; at += SHORT_BYTES) {
            cut.add(message(Arrays.copyOfRange(all, at, at + SHORT_BYTES), samplesIn(SHORT_BYTES)));
        }
        uncut.reset();
        uncut.write(all, at, all.length - at);
        return cut;
    }

    private int samplesIn(int bytes) {
        return format.samplesPerFrame() * bytes / format.bytesPerFrame();
    }

    private String message(byte[] payload, int length) {
        chunk++;
        long timestamp = faults.has(Quirk.TIMESTAMP_IN_SAMPLES) ? samples : samples * 1000 / format.sampleRateHz();
        samples += length;
        return messages.media(name, chunk, timestamp, payload);
    }
}
