package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.ffmpeg.AmrWbFileReader;
import io.github.telnyxstream.codec.ffmpeg.AmrWbFileWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** AMR-WB files. To be touched only by who has a codec for them: both are in the module that may be missing. */
final class AmrWbFile {
    private AmrWbFile() {}

    /**
     * A reader at the first sample, which closes the stream at the end.
     *
     * @param notes takes lines for the user
     */
    static PcmReader reader(InputStream in, AudioCodec codec, Consumer<String> notes) throws IOException {
        Source source = new Source(AmrWbFileReader.open(in));
        return new PacketPcm(codec, source, AmrWbFileReader.MAX_PAYLOAD_BYTES, notes);
    }

    /** Writes into an empty file, which is closed with this; the codec is this object's own. */
    static PcmWriter writer(OutputStream out, AudioCodec codec) throws IOException {
        return new PacketFile(codec, new Target(AmrWbFileWriter.create(new BufferedOutputStream(out))), 0);
    }

    private record Source(AmrWbFileReader file) implements PacketPcm.Packets {
        @Override
        public int read(byte[] packet) throws IOException {
            return file.read(packet, 0);
        }

        @Override
        public boolean isTruncated() {
            return file.isTruncated();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record Target(AmrWbFileWriter file) implements PacketFile.Packets {
        @Override
        public void write(byte[] packet, int lengthBytes) throws IOException {
            file.write(packet, 0, lengthBytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
