package io.github.telnyxstream.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with one file of results per JDK, so that a page can show them side by side although each is a run of its own.
 *
 * @param <T> record of the results
 */
public final class ResultFiles<T> {
    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final Path folder;
    private final Class<T> type;

    public ResultFiles(Path folder, Class<T> type) {
        this.folder = folder;
        this.type = type;
    }

    private Path file() {
        return folder.resolve("jdk-" + Runtime.version().feature() + ".json");
    }

    /** Of the JDK that runs this. */
    T read() throws IOException {
        return mapper.readValue(file().toFile(), type);
    }

    public void write(T results) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(file(), mapper.writeValueAsString(results) + "\n");
    }

    /** Of every JDK that was measured, the oldest first. */
    public List<T> readAll() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
        List<T> all = new ArrayList<>();
        for (Path file : files) {
            all.add(mapper.readValue(file.toFile(), type));
        }
        return all;
    }
}
