package io.github.telnyxstream.examples.voicemail;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.audio.StreamRecorder;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message in a folder: 16-bit PCM, 8 kHz, mono, whatever the line speaks, under a hidden name until it is complete. */
final class RecordedMessage implements OpenMessage {
    private static final Logger log = LoggerFactory.getLogger(RecordedMessage.class);
    private static final int FRAMES_PER_FLUSH = 50;

    private final MessageDirectory directory;
    private final CallFacts call;
    private final String name;
    private final StreamRecorder recorder;
    private final @Nullable Resampler resampler;
    private int frames;
    private Duration onDisk = Duration.ZERO;

    private RecordedMessage(
            MessageDirectory directory, CallFacts call, String name, StreamRecorder recorder, int sampleRateHz) {
        this.directory = directory;
        this.call = call;
        this.name = name;
        this.recorder = recorder;
        this.resampler = sampleRateHz == VoicemailSettings.SAMPLE_RATE_HZ
                ? null
                : Resampler.of(sampleRateHz, VoicemailSettings.SAMPLE_RATE_HZ);
    }

    static RecordedMessage create(MessageDirectory directory, CallFacts call, int sampleRateHz) throws IOException {
        String name = directory.name(call.callControlId(), call.startedAt());
        Path file = directory.unfinished(name + ".wav");
        StreamRecorder recorder = StreamRecorder.create(file, VoicemailSettings.SAMPLE_RATE_HZ);
        return new RecordedMessage(directory, call, name, recorder, sampleRateHz);
    }

    /** Writes into a channel of the unfinished file. */
    static RecordedMessage create(
            MessageDirectory directory, CallFacts call, int sampleRateHz, SeekableByteChannel channel)
            throws IOException {
        String name = directory.name(call.callControlId(), call.startedAt());
        StreamRecorder recorder = StreamRecorder.create(channel, VoicemailSettings.SAMPLE_RATE_HZ);
        return new RecordedMessage(directory, call, name, recorder, sampleRateHz);
    }

    @Override
    public void write(MediaFrame frame) throws IOException {
        recorder.write(atOurRate(frame));
        // the file is valid after a flush: a crash costs a second of the message and not all of it
        if (++frames % FRAMES_PER_FLUSH == 0) {
            recorder.flush();
            onDisk = recorder.duration();
        }
    }

    private MediaFrame atOurRate(MediaFrame frame) {
        if (resampler == null) {
            return frame;
        }
        short[] room = new short[resampler.maxOutputSamples(frame.pcm().length)];
        int length = resampler.process(frame.pcm(), 0, frame.pcm().length, room, 0);
        MediaFormat ours = MediaFormat.l16(VoicemailSettings.SAMPLE_RATE_HZ);
        return MediaFrame.of(frame.event(), ours, Arrays.copyOf(room, length), frame.lostBefore());
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
        Duration saved = close();
        Path wav = directory.publish(name + ".wav");
        try {
            directory.describe(name, facts(endedBy, saved, statistics));
        } catch (IOException undescribed) {
            log.error("{}: the message is saved, who left it is not: {}", call, undescribed.toString());
        }
        return Optional.of(wav);
    }

    /** How much of the message is in the file: with a full disk what was there at the last flush, else all of it. */
    private Duration close() throws IOException {
        try {
            recorder.close();
            return recorder.duration();
        } catch (IOException full) {
            if (onDisk.isZero()) {
                throw full;
            }
            log.error("{}: the message ends after {} ms: {}", call, onDisk.toMillis(), full.toString());
            return onDisk;
        }
    }

    private Map<String, Object> facts(EndedBy endedBy, Duration saved, StreamStatistics statistics) {
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
        facts.put("duration_ms", saved.toMillis());
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
