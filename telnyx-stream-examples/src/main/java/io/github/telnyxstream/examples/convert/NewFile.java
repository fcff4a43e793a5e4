package io.github.telnyxstream.examples.convert;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name only when it is complete: until {@link #moveIntoPlace} it lies beside its place under
 * another name, and {@link #close} removes it if it never came so far. What was there before stays until then.
 */
final class NewFile implements Closeable {
    private final Path place;
    private final Path draft;

    private NewFile(Path place) {
        this.place = place;
        this.draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    /**
     * Chooses names; makes no file yet.
     *
     * @param place where the file is to be; a link stays one, and what it points at is replaced
     * @param source a file that must not be replaced, or null
     * @throws WrongUsage if the place is the source, a folder, a device or the like
     * @throws IOException if there is no folder to put it in
     */
    static NewFile at(Path place, @Nullable Path source) throws IOException {
        Path real = place.toAbsolutePath();
        if (Files.exists(place)) {
            if (source != null && Files.exists(source) && Files.isSameFile(place, source)) {
                throw new WrongUsage(place + " is the input; it is not overwritten");
            }
            if (!Files.isRegularFile(place)) {
                throw new WrongUsage(place + " is not a file that can be replaced");
            }
            real = place.toRealPath();
        } else if (real.getFileName() == null || Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new WrongUsage(place + " is not a name for a file");
        }
        requireFolder(real);
        return new NewFile(real);
    }

    /** Before the file is made, whose other name would mean nothing to the user. */
    private static void requireFolder(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null && !Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw new FileSystemException(file.toString(), null, folder.getFileName() + " is not a folder");
        }
    }

    /** Makes the file, under its other name. The caller closes the channel before the move. */
    SeekableByteChannel open() throws IOException {
        SeekableByteChannel channel =
                Files.newByteChannel(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        draft.toFile().deleteOnExit(); // for Ctrl-C
        return channel;
    }

    /** Gives the file its name, in one step where the file system can. */
    void moveIntoPlace() throws IOException {
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes what was not moved into place. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(draft);
    }
}
