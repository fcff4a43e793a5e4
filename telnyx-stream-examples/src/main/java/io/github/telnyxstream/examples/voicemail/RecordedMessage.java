package io.github.telnyxstream.examples.voicemail;

import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.audio.StreamRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message in a folder: 16-bit PCM, mono, under a hidden name until it is complete. */
final class RecordedMessage implements OpenMessage {
    private static final Logger log = LoggerFactory.getLogger(RecordedMessage.class);
    private static final int FRAMES_PER_FLUSH = 50;

    private final MessageDirectory directory;
    private final CallFacts call;
    private final String name;
    private final StreamRecorder recorder;
    private int frames;

    private RecordedMessage(MessageDirectory directory, CallFacts call, String name, StreamRecorder recorder) {
        this.directory = directory;
        this.call = call;
        this.name = name;
        this.recorder = recorder;
    }

    static RecordedMessage create(MessageDirectory directory, CallFacts call, int sampleRateHz) throws IOException {
        String name = directory.name(call.callControlId(), call.startedAt());
        StreamRecorder recorder = StreamRecorder.create(directory.unfinished(name + ".wav"), sampleRateHz);
        return new RecordedMessage(directory, call, name, recorder);
    }

    @Override
    public void write(MediaFrame frame) throws IOException {
        recorder.write(frame);
        // the file is valid after a flush: a crash costs a second of the message and not all of it
        if (++frames % FRAMES_PER_FLUSH == 0) {
            recorder.flush();
        }
    }

    @Override
    public Duration duration() {
        return recorder.duration();
    }

    @Override
    public Optional<Path> save(EndedBy endedBy, StreamStatistics statistics) throws IOException {
        if (recorder.duration().isZero()) {
            discard();
            return Optional.empty();
        }
        recorder.close();
        Path wav = directory.publish(name + ".wav");
        try {
            directory.describe(name, facts(endedBy, statistics));
        } catch (IOException undescribed) {
            log.error("{}: the message is saved, who left it is not: {}", call, undescribed.toString());
        }
        return Optional.of(wav);
    }

    private Map<String, Object> facts(EndedBy endedBy, StreamStatistics statistics) {
        Map<String, Object> frameCounts = new LinkedHashMap<>();
        frameCounts.put("received", statistics.framesReceived());
        frameCounts.put("lost", statistics.framesLost());
        frameCounts.put("reordered", statistics.framesReordered());
        frameCounts.put("duplicated", statistics.framesDuplicated());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", call.from());
        facts.put("to", call.to());
        facts.put("call_control_id", call.callControlId());
        facts.put("started_at", call.startedAt().toString());
        facts.put("duration_ms", duration().toMillis());
        facts.put("ended_by", endedBy.word());
        facts.put("frames", frameCounts);
        return facts;
    }

    @Override
    public void discard() {
        try {
            recorder.close();
        } catch (IOException full) {
            log.debug("{}: what is discarded could not be written", call, full);
        }
        try {
            Files.deleteIfExists(directory.unfinished(name + ".wav"));
        } catch (IOException left) {
            log.warn("{}: an unfinished file is left behind: {}", call, left.toString());
        }
    }
}
