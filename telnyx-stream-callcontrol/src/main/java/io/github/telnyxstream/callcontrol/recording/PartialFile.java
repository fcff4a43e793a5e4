package io.github.telnyxstream.callcontrol.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows beside its target under another name and takes the target's name when it is complete; until then, or if it
 * never is, the target is untouched. What can be continued stays behind with a note of what it is ({@link PartialNote}),
 * so that a later process goes on with it. While somebody else works on it, a file of another name is used, and nothing
 * is continued. One thread at a time.
 */
final class PartialFile implements AutoCloseable {

    /** How much may be lost when the machine stops: so often are bytes and note forced to the disk. */
    private static final int CHECKPOINT_BYTES = 4 << 20;

    private final Path target;
    private final Path part;
    private final @Nullable Path noteFile;
    private final FileChannel channel;
    private boolean complete;
    private long lengthBytes;
    private long notedBytes;
    private @Nullable PartialNote note;

    private PartialFile(Path target, Path part, @Nullable Path noteFile, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.noteFile = noteFile;
        this.channel = channel;
    }

    /** Continues what an earlier download to this target has left, or starts anew. */
    static PartialFile open(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null) {
            throw new IOException("a file needs a folder");
        }
        Path part = folder.resolve(name + ".part");
        Path noteFile = folder.resolve(name + ".part.note");
        PartialFile shared = isInTheWay(noteFile) ? null : openShared(target, part, noteFile);
        if (shared != null) {
            return shared;
        }
        Path other = Files.createTempFile(folder, name + ".", ".part");
        return new PartialFile(target, other, null, FileChannel.open(other, StandardOpenOption.WRITE));
    }

    /** Something that is no note and cannot be replaced by one; a download does without, then. */
    private static boolean isInTheWay(Path noteFile) {
        return Files.isDirectory(noteFile, LinkOption.NOFOLLOW_LINKS);
    }

    /** The file that all downloads to this target share; null when it cannot be had for ourselves. */
    private static @Nullable PartialFile openShared(Path target, Path part, Path noteFile) throws IOException {
        FileChannel channel = null;
        PartialFile ours = null;
        try {
            if (Files.notExists(part, LinkOption.NOFOLLOW_LINKS)) {
                createForOwnerOnly(part);
            }
            BasicFileAttributes found = attributes(part);
            if (!found.isRegularFile()) {
                return null;
            }
            channel = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            if (isLocked(channel) && isStill(found, part)) {
                PartialFile shared = new PartialFile(target, part, noteFile, channel);
                shared.resume();
                ours = shared;
            }
            return ours;
        } catch (NoSuchFileException completed) {
            return null; // somebody else has given it the target's name meanwhile
        } finally {
            if (channel != null && ours == null) {
                channel.close();
            }
        }
    }

    /** A temporary file has the strictest rights that the file system knows; another process may have been faster. */
    private static void createForOwnerOnly(Path part) throws IOException {
        Path created = Files.createTempFile(part.getParent(), part.getFileName() + ".", ".new");
        try {
            Files.move(created, part);
        } catch (FileAlreadyExistsException faster) {
            Files.delete(created);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(); // ends with the channel
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        } catch (IOException withoutLocks) {
            return false; // some network file systems have none; then nothing is continued there
        }
    }

    /** False when somebody else has completed the file before it was locked here: it is the target now. */
    private static boolean isStill(BasicFileAttributes found, Path part) throws IOException {
        return Files.exists(part, LinkOption.NOFOLLOW_LINKS)
                && Objects.equals(found.fileKey(), attributes(part).fileKey());
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private void resume() throws IOException {
        Optional<PartialNote> left = noteFile == null ? Optional.empty() : readNote(noteFile);
        if (left.isPresent() && left.get().lengthBytes() <= channel.size()) {
            note = left.get();
            lengthBytes = left.get().lengthBytes();
            notedBytes = lengthBytes;
        }
        channel.truncate(lengthBytes);
        channel.position(lengthBytes);
    }

    private static Optional<PartialNote> readNote(Path noteFile) {
        try {
            return PartialNote.read(noteFile);
        } catch (IOException unreadable) {
            return Optional.empty(); // whatever is there, nothing is continued by it
        }
    }

    long lengthBytes() {
        return lengthBytes;
    }

    /** What the bytes are the beginning of; empty when they cannot be continued. */
    Optional<PartialNote> note() {
        return lengthBytes == 0 ? Optional.empty() : Optional.ofNullable(note);
    }

    /** Fails with an unchecked exception, because a full disk must not be mistaken for a broken connection. */
    void write(byte[] bytes, int count) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            lengthBytes += count;
            if (lengthBytes - notedBytes >= CHECKPOINT_BYTES) {
                checkpoint();
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** First the bytes, then the note, so that the note never promises bytes that are not there. */
    private void checkpoint() throws IOException {
        if (note == null || noteFile == null) {
            return;
        }
        channel.force(false);
        note = note.with(lengthBytes);
        note.write(noteFile);
        notedBytes = lengthBytes;
    }

    /** Starts over with bytes of what is noted; null when they cannot be continued later. */
    void restart(@Nullable PartialNote of) {
        try {
            if (noteFile != null) {
                Files.deleteIfExists(noteFile);
            }
            channel.truncate(0);
            channel.position(0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        lengthBytes = 0;
        notedBytes = 0;
        note = of;
    }

    void complete() throws IOException {
        channel.force(true);
        if (noteFile != null) {
            Files.deleteIfExists(noteFile);
        }
        keepMode();
        // before the lock goes with the channel, or another process could lock what is the target now
        replace(part, target);
        complete = true;
        channel.close();
    }

    /** Who could read the file that is replaced can read what replaces it; where the file system knows no modes, nothing. */
    private void keepMode() throws IOException {
        PosixFileAttributeView old =
                Files.getFileAttributeView(target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (old == null || !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.setPosixFilePermissions(part, old.readAttributes().permissions());
    }

    static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            // an interrupted thread cannot write any more; what was noted before still holds
            if (!complete
                    && note().isPresent()
                    && channel.isOpen()
                    && !Thread.currentThread().isInterrupted()) {
                checkpoint();
            }
            if (!complete && notedBytes == 0) {
                discard();
            }
        } finally {
            channel.close();
        }
    }

    private void discard() throws IOException {
        if (noteFile != null) {
            Files.deleteIfExists(noteFile);
        }
        Files.deleteIfExists(part);
    }
}
