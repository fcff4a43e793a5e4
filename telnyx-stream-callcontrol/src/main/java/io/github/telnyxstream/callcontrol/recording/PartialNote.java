package io.github.telnyxstream.callcontrol.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * What the first bytes of a file belong to, so that a later download may append to them: which resource, which state of it, how
 * long it is in the end. Holds no link: only a digest of its address without the query. Immutable.
 *
 * @param resource digest of scheme, host, port and path
 * @param validator a strong {@code ETag} (RFC 9110 section 8.8.3)
 * @param totalBytes length of the whole, or -1 when it was not announced
 * @param lengthBytes how many bytes of it there are
 */
record PartialNote(String resource, String validator, long totalBytes, long lengthBytes) {

    private static final String FIRST_LINE = "telnyx-stream download 1";
    private static final int MAX_BYTES = 4096;
    private static final int LINES = 5;
    private static final Pattern RESOURCE = Pattern.compile("[0-9a-f]{64}");
    /** RFC 9110 section 8.8.3; a weak one ({@code W/}) does not promise the same bytes. */
    static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7e]{0,1000}\"");

    static String resource(HttpUrl url) {
        String address = url.scheme() + "://" + url.host() + ":" + url.port() + url.encodedPath();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    PartialNote with(long newLengthBytes) {
        return new PartialNote(resource, validator, totalBytes, newLengthBytes);
    }

    /** Empty when there is no note that makes sense. */
    static Optional<PartialNote> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
            return Optional.empty();
        }
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        if (lines.size() != LINES || !lines.get(0).equals(FIRST_LINE)) {
            return Optional.empty();
        }
        try {
            long total = Long.parseLong(lines.get(3));
            long length = Long.parseLong(lines.get(4));
            boolean possible = length > 0
                    && (total < 0 || length <= total)
                    && RESOURCE.matcher(lines.get(1)).matches()
                    && STRONG_TAG.matcher(lines.get(2)).matches(); // it becomes a header
            return possible
                    ? Optional.of(new PartialNote(lines.get(1), lines.get(2), total, length))
                    : Optional.empty();
        } catch (NumberFormatException notOurs) {
            return Optional.empty(); // whatever it is, nothing is continued by it
        }
    }

    /** Replaces the file at once, so that nobody ever reads half a note. */
    void write(Path file) throws IOException {
        String text = String.join(
                "\n", FIRST_LINE, resource, validator, String.valueOf(totalBytes), String.valueOf(lengthBytes));
        Path folder = Objects.requireNonNull(file.getParent(), "folder");
        Path written = Files.createTempFile(folder, file.getFileName() + ".", ".new");
        try {
            Files.write(written, text.getBytes(StandardCharsets.ISO_8859_1));
            PartialFile.replace(written, file);
        } finally {
            Files.deleteIfExists(written); // only if it could not take its place
        }
    }

    /** States and lengths only. */
    @Override
    public String toString() {
        return "PartialNote[" + lengthBytes + " of " + totalBytes + " bytes]";
    }
}
