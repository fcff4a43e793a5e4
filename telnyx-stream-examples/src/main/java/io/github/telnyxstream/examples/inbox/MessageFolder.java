package io.github.telnyxstream.examples.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The complete messages of a folder, read anew each time: those with a JSON. Thread-safe. */
final class MessageFolder {
    private static final Logger log = LoggerFactory.getLogger(MessageFolder.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TRANSCRIPT_BYTES = 100_000;

    /** What the answering machine calls its messages; nothing else is ever opened. */
    private static final Pattern NAME = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{12}");

    private final Path folder;

    MessageFolder(Path folder) {
        this.folder = folder;
    }

    /** Newest first. */
    List<InboxMessage> all() throws IOException {
        List<InboxMessage> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String fileName = file.getFileName().toString();
                if (fileName.endsWith(".json")) {
                    find(fileName.substring(0, fileName.length() - ".json".length()))
                            .ifPresent(messages::add);
                }
            }
        }
        messages.sort(Comparator.comparing(InboxMessage::startedAt).reversed());
        return messages;
    }

    Optional<InboxMessage> find(String name) {
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(folder.resolve(name + ".json"))) {
            return Optional.empty();
        }
        try {
            JsonNode facts = JSON.readTree(Files.readAllBytes(folder.resolve(name + ".json")));
            Path text = folder.resolve(name + ".txt");
            return Optional.of(new InboxMessage(
                    name,
                    facts.path("from").asText("unknown"),
                    Instant.parse(facts.path("started_at").asText()),
                    Duration.ofMillis(facts.path("duration_ms").asLong()),
                    Files.isRegularFile(text) && Files.size(text) <= LONGEST_TRANSCRIPT_BYTES
                            ? Files.readString(text)
                            : null,
                    folder.resolve(name + ".wav")));
        } catch (IOException | DateTimeException unreadable) {
            log.warn("message {} is left out: {}", name, unreadable.toString());
            return Optional.empty();
        }
    }

    /** The JSON goes first: without it there is no message any more, whatever happens to the rest. */
    boolean delete(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            return false;
        }
        boolean wasThere = Files.deleteIfExists(folder.resolve(name + ".json"));
        Files.deleteIfExists(folder.resolve(name + ".wav"));
        Files.deleteIfExists(folder.resolve(name + ".txt"));
        return wasThere;
    }

    int deleteBefore(Instant oldest) throws IOException {
        int deleted = 0;
        for (InboxMessage message : all()) {
            if (message.startedAt().isBefore(oldest) && delete(message.name())) {
                deleted++;
            }
        }
        return deleted;
    }
}
