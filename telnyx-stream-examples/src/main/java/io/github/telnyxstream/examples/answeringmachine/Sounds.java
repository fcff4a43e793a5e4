package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.codec.wav.WavReader;
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
import java.util.Arrays;

/** Spoken audio, whole in memory. */
public final class Sounds {
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
            return read(in, LONGEST_SECONDS);
        } catch (IOException | ConfigurationException broken) {
            throw new UncheckedIOException(new IOException("the jar is broken", broken));
        }
    }

    /**
     * A WAV file of the user's.
     *
     * @param file a WAV file at 8 kHz, of any encoding
     * @param longestSeconds what is taken at most
     * @return 8 kHz mono samples
     * @throws ConfigurationException if it cannot be used
     */
    public static short[] read(Path file, int longestSeconds) throws ConfigurationException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, longestSeconds);
        } catch (IOException unreadable) {
            throw new ConfigurationException(file + " cannot be read as WAV: " + reason(unreadable));
        } catch (ConfigurationException unusable) {
            throw new ConfigurationException(file + " " + unusable.getMessage());
        }
    }

    private static short[] read(InputStream in, int longestSeconds) throws IOException, ConfigurationException {
        WavReader wav = WavReader.open(in);
        if (wav.sampleRateHz() != VoicemailSettings.SAMPLE_RATE_HZ) {
            throw new ConfigurationException("has " + wav.sampleRateHz()
                    + " samples a second, a phone call has 8000: convert it with sox IN.wav -r 8000 -c 1 OUT.wav");
        }
        short[] samples = new short[longestSeconds * VoicemailSettings.SAMPLE_RATE_HZ];
        int length = 0;
        int read = 0;
        while (read >= 0 && length < samples.length) {
            read = wav.readMono(samples, length, samples.length - length);
            length += Math.max(0, read);
        }
        if (length == samples.length) {
            throw new ConfigurationException("is longer than " + longestSeconds + " s");
        }
        return Arrays.copyOf(samples, length);
    }

    /** The JDK's messages for files are often no more than the file's name. */
    static String reason(IOException failure) {
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
