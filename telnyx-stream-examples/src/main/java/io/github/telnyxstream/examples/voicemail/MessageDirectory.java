package io.github.telnyxstream.examples.voicemail;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * A folder of messages: for each a WAV and, beside it, a JSON that says whose it is. While it is being written a file
 * begins with a dot; the JSON comes last, so where there is a JSON the message is complete.
 *
 * <p>Thread-safe.
 */
public final class MessageDirectory implements MessageStore {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BYTES_TO_SPARE = 1 << 20;

    private final Path directory;

    private MessageDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * A folder, made if it is missing.
     *
     * @param directory where
     * @return the store
     * @throws IOException if it cannot be written to
     */
    public static MessageDirectory create(Path directory) throws IOException {
        Files.createDirectories(directory);
        MessageDirectory messages = new MessageDirectory(directory);
        messages.check();
        return messages;
    }

    /**
     * Makes sure that a message could be stored now, by storing a file.
     *
     * @throws IOException if not
     */
    public void check() throws IOException {
        Path trial = Files.createTempFile(directory, ".trial-", ".part");
        try {
            Files.write(trial, new byte[4096]);
        } finally {
            Files.deleteIfExists(trial);
        }
        long bytes = Files.getFileStore(directory).getUsableSpace();
        if (bytes < BYTES_TO_SPARE) {
            throw new IOException("only " + bytes + " bytes are left on the disk");
        }
    }

    @Override
    public OpenMessage open(CallFacts call, int sampleRateHz) throws IOException {
        return RecordedMessage.create(this, call, sampleRateHz);
    }

    /**
     * A name for the files of a call's message, which sorts by time and tells neither number.
     *
     * @param callControlId the call
     * @param at when the message began
     * @return the name without its ending
     */
    public String name(String callControlId, Instant at) {
        return TIME.format(at) + "-" + digest(callControlId).substring(0, 12);
    }

    /**
     * Where a file is written before it is complete.
     *
     * @param fileName its final name
     * @return a hidden file of the folder
     */
    public Path unfinished(String fileName) {
        return directory.resolve("." + fileName + ".part");
    }

    /**
     * Where a file will be.
     *
     * @param fileName its final name
     * @return a file of the folder
     */
    public Path file(String fileName) {
        return directory.resolve(fileName);
    }

    /**
     * Lets a complete file appear under its name.
     *
     * @param fileName its final name; the file is at {@link #unfinished}
     * @return the file
     * @throws IOException if it cannot be moved
     */
    public Path publish(String fileName) throws IOException {
        Path file = file(fileName);
        Files.move(unfinished(fileName), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /**
     * Writes what is known about a message.
     *
     * @param name name of the message without ending
     * @param facts field names and values, in order
     * @throws IOException if it cannot be stored
     */
    public void describe(String name, Map<String, ?> facts) throws IOException {
        Path unfinished = unfinished(name + ".json");
        Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(facts));
        publish(name + ".json");
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
