package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.examples.convert.AudioFile;
import io.github.telnyxstream.examples.voicemail.VoicemailSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spoken audio, whole in memory. */
public final class Sounds {
    private static final Logger LOG = LoggerFactory.getLogger(Sounds.class);
    private static final int LONGEST_SECONDS = 120;
    private static final String FOLDER = "/io/github/telnyxstream/examples/audio/";

    private Sounds() {}

    /**
     * What comes with the program.
     *
     * @param name {@code greeting}, {@code thank-you} or {@code caller}
     * @return 8 kHz mono samples
     */
    public static short[] bundled(String name) {
        try (InputStream in = Sounds.class.getResourceAsStream(FOLDER + name + ".wav")) {
            if (in == null) {
                throw new FileNotFoundException(name + ".wav is not in the jar");
            }
            return bundled(in, LONGEST_SECONDS);
        } catch (IOException broken) {
            throw new UncheckedIOException(new IOException("the jar is broken", broken));
        }
    }

    /**
     * A file of the user's.
     *
     * @param file audio of any kind that {@code convert} takes, at any rate, mono or not
     * @param longestSeconds what is taken at most
     * @return 8 kHz mono samples
     * @throws ConfigurationException if it cannot be used
     */
    public static short[] read(Path file, int longestSeconds) throws ConfigurationException {
        try {
            return AudioFile.read(
                    file, VoicemailSettings.SAMPLE_RATE_HZ, Duration.ofSeconds(longestSeconds), note -> LOG.warn(note));
        } catch (FileSystemException unreadable) {
            throw new ConfigurationException(file + " cannot be read: " + reason(unreadable));
        } catch (IOException unusable) {
            throw new ConfigurationException(String.valueOf(unusable.getMessage()));
        }
    }

    /** What comes with the program is at the rate of a telephone. */
    private static short[] bundled(InputStream in, int longestSeconds) throws IOException {
        WavReader wav = WavReader.open(in);
        short[] samples = new short[longestSeconds * VoicemailSettings.SAMPLE_RATE_HZ];
        int length = 0;
        int read = 0;
        while (read >= 0 && length < samples.length) {
            read = wav.readMono(samples, length, samples.length - length);
            length += Math.max(0, read);
        }
        return Arrays.copyOf(samples, length);
    }

    /** A WAV file of telephone audio, whatever kind of file it came from. */
    static byte[] wav(short[] pcm) throws IOException {
        Path file = Files.createTempFile("greeting", ".wav");
        try {
            try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, VoicemailSettings.SAMPLE_RATE_HZ)) {
                writer.write(pcm, 0, pcm.length);
            }
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    /**
     * The JDK's messages for files are often no more than the file's name.
     *
     * @param failure of reading or writing a file
     * @return why, for a person
     */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return "there is a file of that name";
        }
        if (failure instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason();
        }
        return String.valueOf(failure.getMessage());
    }
}
