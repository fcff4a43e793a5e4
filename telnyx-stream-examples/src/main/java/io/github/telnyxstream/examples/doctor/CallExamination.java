package io.github.telnyxstream.examples.doctor;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Levels;
import io.github.telnyxstream.stream.Finding;
import io.github.telnyxstream.stream.PlaybackResult;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One call: plays a tone, says every few seconds what it hears, and at the end all that was found. */
final class CallExamination implements StreamListener {
    private static final int FRAMES_PER_LINE = 250;

    private final Notes notes;
    private int frames;
    private int lost;
    private double loudest = Double.NEGATIVE_INFINITY;

    CallExamination(Notes notes) {
        this.notes = notes;
    }

    @Override
    public void onConnected(StreamSession session, ConnectedEvent event) {
        notes.add("the socket is open, Telnyx says: connected");
    }

    @Override
    public void onStart(StreamSession session, StartEvent event) {
        notes.add("the stream starts; arrives: " + words(session.inboundFormat()) + ", is sent: "
                + words(session.outboundFormat()));
        notes.add("plays a tone of two seconds: do you hear it?");
        session.play(AudioSource.tone(440, Duration.ofSeconds(2), 8000))
                .result()
                .thenAccept(this::played);
    }

    private static String words(@Nullable MediaFormat format) {
        return format == null ? "what cannot be decoded" : format.encoding() + " at " + format.sampleRateHz() + " Hz";
    }

    private void played(PlaybackResult result) {
        notes.add(
                result.isPlayed()
                        ? "Telnyx confirms that it has played the tone; now say something"
                        : "the tone: " + result.outcome() + ", " + result.reason());
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        short[] pcm = frame.pcm();
        if (frames == 0) {
            notes.add("the first frame of the caller has come: " + pcm.length + " samples");
        }
        frames++;
        lost += frame.lostBefore();
        loudest = Math.max(loudest, Levels.dbov(pcm, 0, pcm.length));
        if (frames % FRAMES_PER_LINE == 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d frames from the caller, %d lost, the loudest at %.0f dBov",
                    frames,
                    lost,
                    loudest));
            loudest = Double.NEGATIVE_INFINITY;
        }
    }

    @Override
    public void onDtmf(StreamSession session, DtmfEvent event) {
        notes.add("a key was pressed");
    }

    @Override
    public void onError(StreamSession session, ErrorEvent event) {
        notes.add("Telnyx rejects something that was sent: error " + event.code());
    }

    @Override
    public void onFinding(StreamSession session, Finding finding) {
        notes.add("FOUND " + finding.text());
    }

    @Override
    public void onStop(StreamSession session, StopEvent event) {
        notes.add("Telnyx ends the stream");
    }

    @Override
    public void onEnd(StreamSession session) {
        notes.add("the whole call:");
        notes.page(session.diagnose());
        notes.add(
                session.findings().isEmpty()
                        ? "nothing is wrong with this call, as far as can be seen from here"
                        : "docs/no-audio.md explains what was found");
    }
}
