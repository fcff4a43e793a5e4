package io.github.telnyxstream.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The Java sources of all modules, found and read once, however many tests ask. */
final class Sources {
    private static final Path ROOT = Path.of("..");
    private static final Set<String> NO_SOURCES = Set.of(".git", "target", "node_modules");

    /** By path, with {@code /} on every system. */
    static final Map<String, String> ALL = Collections.unmodifiableMap(read());

    private Sources() {}

    private static Map<String, String> read() {
        Map<String, String> sources = new TreeMap<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean isLeftOut = NO_SOURCES.contains(folder.getFileName().toString());
                    return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String path = file.toString().replace('\\', '/');
                    if (path.endsWith(".java") && path.contains("/src/")) {
                        sources.put(path, Files.readString(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return sources;
    }

    /** What a build compiles, rather than what it copies or downloads. */
    static boolean isCompiled(String path) {
        return path.contains("/src/main/java/") || path.contains("/src/test/java/");
    }

    /** The file's name without its ending. */
    static String type(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
    }
}
