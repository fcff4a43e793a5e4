package io.github.telnyxstream.callcontrol.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows beside its target under another name and takes the target's name when it is complete; until then, or if it
 * never is, the target is untouched. One thread at a time.
 */
final class PartialFile implements AutoCloseable {

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private boolean complete;
    private long lengthBytes;

    /** The {@code ETag} under which its first bytes came; null when they cannot be continued. */
    @Nullable
    String validator;

    PartialFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        Path folder = this.target.getParent();
        if (folder == null) {
            throw new IOException("a file needs a folder");
        }
        this.part = Files.createTempFile(folder, this.target.getFileName() + ".", ".part");
        this.channel = FileChannel.open(part, StandardOpenOption.WRITE);
    }

    long lengthBytes() {
        return lengthBytes;
    }

    /** Fails with an unchecked exception, because a full disk must not be mistaken for a broken connection. */
    void write(byte[] bytes, int count) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        lengthBytes += count;
    }

    void restart() {
        try {
            channel.truncate(0);
            channel.position(0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        lengthBytes = 0;
        validator = null;
    }

    void complete() throws IOException {
        channel.force(true);
        channel.close();
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
        complete = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!complete) {
            Files.deleteIfExists(part);
        }
    }
}
