package io.github.telnyxstream.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The JDK's own converters: streams only, so either one is kept open and fed, or one is opened for every frame. */
final class JavaSound {
    static final AudioFormat PCM = new AudioFormat(AudioFormat.Encoding.PCM_SIGNED, 8000, 16, 1, 2, 8000, false);
    static final AudioFormat MU_LAW = new AudioFormat(AudioFormat.Encoding.ULAW, 8000, 8, 1, 1, 8000, false);
    static final AudioFormat A_LAW = new AudioFormat(AudioFormat.Encoding.ALAW, 8000, 8, 1, 1, 8000, false);

    private JavaSound() {}

    /** Gives one frame after the other and never ends. */
    static final class Endless extends InputStream {
        private final byte[][] frames;
        private int frame;
        private int position;

        Endless(byte[][] frames) {
            this.frames = frames;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            read(one, 0, 1);
            return one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            byte[] current = frames[frame];
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, to, offset, count);
            position += count;
            if (position == current.length) {
                position = 0;
                frame = (frame + 1) % frames.length;
            }
            return count;
        }
    }

    static AudioInputStream open(InputStream in, AudioFormat from, AudioFormat to) {
        return AudioSystem.getAudioInputStream(to, new AudioInputStream(in, from, AudioSystem.NOT_SPECIFIED));
    }

    static int convertOne(byte[] frame, AudioFormat from, AudioFormat to, byte[] out) throws IOException {
        try (AudioInputStream in = open(new ByteArrayInputStream(frame), from, to)) {
            return in.readNBytes(out, 0, out.length);
        }
    }

    /** Loud samples (over half of full scale) that come back from its µ-law as less than a hundredth of themselves. */
    static int loudSamplesLost() throws IOException {
        int lost = 0;
        byte[] back = new byte[2 * 65536];
        byte[] codes = new byte[65536];
        byte[] every = new byte[2 * 65536];
        for (int i = 0; i < 65536; i++) {
            every[2 * i] = (byte) i;
            every[2 * i + 1] = (byte) (i >> 8);
        }
        convertOne(every, PCM, MU_LAW, codes);
        convertOne(codes, MU_LAW, PCM, back);
        for (int i = 0; i < 65536; i++) {
            int before = Math.abs((short) i);
            int after = Math.abs((short) ((back[2 * i] & 0xFF) | (back[2 * i + 1] << 8)));
            lost += before > 16384 && after < before / 100 ? 1 : 0;
        }
        return lost;
    }

    static byte[][] littleEndian(short[][] pcm) {
        byte[][] bytes = new byte[pcm.length][2 * pcm[0].length];
        for (int frame = 0; frame < pcm.length; frame++) {
            for (int i = 0; i < pcm[frame].length; i++) {
                bytes[frame][2 * i] = (byte) pcm[frame][i];
                bytes[frame][2 * i + 1] = (byte) (pcm[frame][i] >> 8);
            }
        }
        return bytes;
    }
}
