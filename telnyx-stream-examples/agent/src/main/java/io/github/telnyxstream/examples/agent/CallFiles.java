package io.github.telnyxstream.examples.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.agent.AgentObserver;
import io.github.telnyxstream.agent.BargeInPolicy;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.TurnReport;
import io.github.telnyxstream.agent.VoiceAgent;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one call: both sides as a stereo WAV file, the caller left and the agent right; what was said as text; where the time of
 * each turn went as JSON.
 */
final class CallFiles implements AgentObserver {
    private static final int RATE_HZ = 8000;

    private final Path folder;
    private final String name;
    private final Consumer<Entry> watcher;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<TurnReport> turns = new CopyOnWriteArrayList<>();
    private final List<BargeInPolicy.Decision> sounds = new CopyOnWriteArrayList<>();

    /**
     * Files in a folder.
     *
     * @param watcher told each thing that is said
     */
    CallFiles(Path folder, String name, Consumer<Entry> watcher) {
        this.folder = folder;
        this.name = name;
        this.watcher = watcher;
    }

    Path wav() {
        return folder.resolve(name + ".wav");
    }

    Path transcript() {
        return folder.resolve(name + ".txt");
    }

    Path table() {
        return folder.resolve(name + ".json");
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    List<TurnReport> turns() {
        return List.copyOf(turns);
    }

    List<BargeInPolicy.Decision> sounds() {
        return List.copyOf(sounds);
    }

    @Override
    public void onEntry(@Nullable String callControlId, Entry entry) {
        entries.add(entry);
        watcher.accept(entry);
    }

    @Override
    public void onTurn(@Nullable String callControlId, TurnReport report) {
        turns.add(report);
    }

    @Override
    public void onBargeIn(@Nullable String callControlId, BargeInPolicy.Decision decision) {
        sounds.add(decision);
    }

    /**
     * Looks before anything is loaded whether anything can be saved in the end.
     *
     * @throws IOException naming the file that cannot be written
     */
    void checkWritable() throws IOException {
        for (Path file : List.of(wav(), transcript(), table())) {
            boolean isNew = Files.notExists(file);
            try {
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                        .close();
                if (isNew) {
                    Files.delete(file);
                }
            } catch (IOException unwritable) {
                throw new IOException(
                        file.toAbsolutePath() + " cannot be written: " + FileWords.of(unwritable), unwritable);
            }
        }
    }

    /** The same agent, whose call is recorded. */
    StreamListener recorded(VoiceAgent agent) {
        return new Recorded(agent);
    }

    /** Writes transcript and table; the recording is there when the call is over. */
    void save() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(entry.role().name().toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(entry.text())
                    .append(entry.wasInterrupted() ? " [interrupted]" : "")
                    .append('\n');
        }
        Files.writeString(transcript(), text);
        ObjectMapper json = new ObjectMapper();
        ArrayNode rows = json.createArrayNode();
        for (TurnReport turn : turns) {
            ObjectNode row = rows.addObject();
            row.put("turn", turn.turn());
            row.put("endOfTurnMillis", millis(turn.endOfTurn()));
            row.put("transcriptMillis", millis(turn.transcript()));
            row.put("firstTextMillis", millis(turn.firstText()));
            row.put("firstAudioMillis", millis(turn.firstAudio()));
            row.put("firstSentMillis", millis(turn.firstSent()));
            row.put("heardMillis", millis(turn.heard()));
            row.put("interrupted", turn.wasInterrupted());
        }
        Files.writeString(table(), json.writerWithDefaultPrettyPrinter().writeValueAsString(rows));
    }

    private static @Nullable Long millis(@Nullable Duration moment) {
        return moment == null ? null : moment.toMillis();
    }

    /** Hands everything on, and records. */
    private final class Recorded implements StreamListener {
        private final VoiceAgent agent;
        private @Nullable CallRecorder recorder;

        Recorded(VoiceAgent agent) {
            this.agent = agent;
        }

        @Override
        public void onStart(StreamSession session, StartEvent event) {
            try {
                CallRecorder begun = CallRecorder.create(wav(), RATE_HZ, CallRecorder.Layout.STEREO);
                recorder = begun;
                session.record(begun);
            } catch (IOException unwritable) {
                throw new UncheckedIOException("the call cannot be recorded", unwritable);
            }
            agent.onStart(session, event);
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            agent.onMedia(session, frame);
        }

        @Override
        public void onDtmf(StreamSession session, DtmfEvent event) {
            agent.onDtmf(session, event);
        }

        @Override
        public void onEnd(StreamSession session) {
            agent.onEnd(session);
            CallRecorder ended = recorder;
            if (ended != null) {
                try {
                    ended.close();
                } catch (IOException lost) {
                    throw new UncheckedIOException("the recording is not complete", lost);
                }
            }
        }
    }
}
