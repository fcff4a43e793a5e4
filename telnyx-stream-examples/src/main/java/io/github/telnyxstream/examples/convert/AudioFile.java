package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.CodecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A file of audio of any kind that {@code convert} takes without being told more: WAV of any rate and number of channels,
 * Opus, MP3, AMR-WB, and bare payloads whose name tells what they are. Only static methods.
 */
public final class AudioFile {
    private AudioFile() {}

    /**
     * Reads a whole file as mono audio at a rate.
     *
     * @param file the file; channels are mixed, and the rate is converted
     * @param sampleRateHz the rate wanted, in Hz: 4000 to 192000
     * @param longest what is taken at most; a longer file is refused
     * @param notes takes lines for the user, such as that the file is cut off
     * @return its samples
     * @throws IOException if it cannot be read, holds something else or no audio, or is too long; the message is for a
     *     person, and names the file unless the JDK's exception does
     */
    public static short[] read(Path file, int sampleRateHz, Duration longest, Consumer<String> notes)
            throws IOException {
        Gathered gathered = new Gathered(sampleRateHz, longest);
        try (PcmReader reader = new InputFile(file, new InputOptions(), notes).open()) {
            new Conversion(reader, gathered).run();
            return Arrays.copyOf(gathered.samples, gathered.length);
        } catch (CodecException unusable) {
            throw named(file, String.valueOf(unusable.getMessage()), unusable);
        } catch (WrongUsage unclear) {
            String reason = unclear.getMessage() + "; these are options of convert, which makes a WAV file of it";
            throw named(file, reason, unclear);
        }
    }

    private static IOException named(Path file, String reason, RuntimeException cause) {
        return new IOException(reason.contains(file.toString()) ? reason : file + ": " + reason, cause);
    }

    /**
     * Whether a text is the name of a file, which {@link #read} takes or says why not.
     *
     * @param text a name, or something else
     * @return true if there is such a file, or the text ends as files do that {@code convert} knows, in any case
     */
    public static boolean isName(String text) {
        try {
            Path file = Path.of(text);
            return FileKind.ofName(file).isPresent() || Files.isRegularFile(file);
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    /** Keeps what is written, up to a limit. */
    private static final class Gathered implements PcmWriter {
        private final int sampleRateHz;
        private final Duration longest;
        private final long mostSamples;
        private short[] samples = new short[Conversion.CHUNK_SAMPLES];
        private int length;

        Gathered(int sampleRateHz, Duration longest) {
            this.sampleRateHz = sampleRateHz;
            this.longest = longest;
            this.mostSamples = Math.min(Integer.MAX_VALUE / 2, longest.toMillis() * sampleRateHz / 1000);
        }

        @Override
        public int sampleRateHz() {
            return sampleRateHz;
        }

        @Override
        public void write(short[] pcm, int offset, int lengthSamples) {
            if (lengthSamples > mostSamples - length) {
                throw new CodecException("longer than " + longest.toSeconds() + " s");
            }
            if (lengthSamples > samples.length - length) {
                samples = Arrays.copyOf(samples, Math.max(samples.length * 2, length + lengthSamples));
            }
            System.arraycopy(pcm, offset, samples, length, lengthSamples);
            length += lengthSamples;
        }

        @Override
        public void finish() {
            // nothing waits to be written
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
