package io.github.telnyxstream.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The certificate that a {@link StreamServer} shows, in a PKCS#12 or JKS file. A file that has changed is read again
 * within ten seconds, so that a renewed certificate needs no restart; open connections keep theirs. {@code toString}
 * shows no password.
 *
 * @param file the key store
 * @param password of the store and its key
 */
public record TlsKeyStore(Path file, String password) {

    /** Checks that the file can be read. */
    public TlsKeyStore {
        Objects.requireNonNull(password, "password");
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("the key store " + file + " cannot be read");
        }
    }

    /**
     * A key store.
     *
     * @param file a PKCS#12 or JKS file with one private key and its certificates
     * @param password of the store and its key
     * @return the key store
     * @throws IllegalArgumentException if the file cannot be read
     */
    public static TlsKeyStore of(Path file, String password) {
        return new TlsKeyStore(file, password);
    }

    @Override
    public String toString() {
        return "TlsKeyStore[" + file + "]";
    }
}
