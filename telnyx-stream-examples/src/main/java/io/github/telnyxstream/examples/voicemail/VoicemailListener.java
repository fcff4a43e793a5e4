package io.github.telnyxstream.examples.voicemail;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.Finding;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.ProtocolProblem;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call to an answering machine: greeting, beep, message, thank you, hang up.
 *
 * <p>State is in the fields and needs no lock, because callbacks and playback results of a session come one after the
 * other. Time is counted in audio, not by the clock.
 */
public final class VoicemailListener implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(VoicemailListener.class);
    private static final char END_KEY = '#';
    /** A key may overtake audio that the network delayed; the session waits as long for a missing frame. */
    private static final int FRAMES_AFTER_KEY = 5;

    /** What may be said before Telnyx's word comes that the beep was heard: 10 s, for a network that takes its time. */
    private static final int MOST_FRAMES_UNDER_THE_BEEP = 500;

    private enum Phase {
        GREETING,
        BEEPING,
        RECORDING,
        KEY_PRESSED,
        THANKING
    }

    private final VoicemailSettings settings;
    private final MessageStore store;
    private final HangUp hangUp;
    private final StreamWatch watch;
    private final Clock clock;
    private final SilenceWatch silence = new SilenceWatch();
    private final Deque<MediaFrame> underTheBeep = new ArrayDeque<>();
    private Phase phase = Phase.GREETING;
    private CallFacts call = new CallFacts("", null, null, Instant.EPOCH);
    private @Nullable OpenMessage message;
    private boolean isBeepUnconfirmed;
    private boolean isKeyPressed;
    private boolean isCallerMissed;
    private int framesAfterKey;

    /**
     * The logic of one call.
     *
     * @param settings what the caller hears
     * @param store takes the message
     * @param hangUp ends the call
     * @param watch told what becomes of the stream
     * @param clock says when the message began
     */
    public VoicemailListener(
            VoicemailSettings settings, MessageStore store, HangUp hangUp, StreamWatch watch, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.hangUp = hangUp;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public void onStart(StreamSession session, StartEvent start) {
        call = CallFacts.of(start, clock.instant());
        log.info("{}: greeting, audio is {}", call, start.format());
        watch.speaks(call.callControlId());
        if (settings.greeting().length > 0) {
            play(session, settings.greeting()).result().thenRun(() -> phase = Phase.BEEPING);
        } else {
            phase = Phase.BEEPING;
        }
        play(session, settings.beep())
                .result()
                .thenAccept(beep -> {
                    if (beep.isPlayed()) {
                        record(session, start);
                    } else {
                        // the stream is over, or Telnyx never said that it played the beep
                        isBeepUnconfirmed = true;
                    }
                })
                .exceptionally(broken -> giveUp("the recording could not begin", broken));
    }

    private static Playback play(StreamSession session, short[] pcm) {
        return session.play(AudioSource.pcm(VoicemailSettings.SAMPLE_RATE_HZ, pcm));
    }

    private void record(StreamSession session, StartEvent start) {
        call = CallFacts.of(start, clock.instant());
        silence.restart();
        MediaFormat format = Objects.requireNonNull(session.inboundFormat(), "a stream that has started has a format");
        try {
            OpenMessage open = store.open(call, format.sampleRateHz());
            message = open;
            phase = isKeyPressed ? Phase.KEY_PRESSED : Phase.RECORDING;
            log.info("{}: recording", call);
            for (MediaFrame early : underTheBeep) {
                open.write(early);
            }
        } catch (IOException refused) {
            giveUp("no message can be stored", refused);
        }
        underTheBeep.clear();
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        if (isCallerMissed) {
            isCallerMissed = false;
            watch.hearsCaller(call.callControlId());
        }
        if (phase == Phase.THANKING) {
            return;
        }
        silence.listen(frame.pcm(), frame.format().sampleRateHz(), frame.lostBefore());
        OpenMessage open = message;
        if (open == null) {
            remember(frame);
            return;
        }
        try {
            open.write(frame);
        } catch (IOException refused) {
            log.error("{}: the message cannot go on: {}", call, refused.toString());
            end(session, EndedBy.LIMIT);
            return;
        }
        if (phase == Phase.KEY_PRESSED && ++framesAfterKey >= FRAMES_AFTER_KEY) {
            end(session, EndedBy.KEY);
        } else if (open.duration().compareTo(settings.longest()) >= 0) {
            end(session, EndedBy.LIMIT);
        } else if (silence.silence().compareTo(settings.silence()) >= 0) {
            end(session, EndedBy.SILENCE);
        }
    }

    /** Some speak before the beep is over. */
    private void remember(MediaFrame frame) {
        if (phase == Phase.BEEPING && underTheBeep.size() < MOST_FRAMES_UNDER_THE_BEEP) {
            underTheBeep.addLast(frame);
        }
    }

    @Override
    public void onDtmf(StreamSession session, DtmfEvent event) {
        if (event.digit() != END_KEY) {
            return;
        }
        if (phase == Phase.RECORDING) {
            phase = Phase.KEY_PRESSED;
        } else if (phase == Phase.BEEPING) {
            isKeyPressed = true;
        }
    }

    private void end(StreamSession session, EndedBy endedBy) {
        if (save(session, endedBy)) {
            hangUp.after(play(session, settings.thanks()).result(), call.callControlId());
        } else {
            hangUp.after(CompletableFuture.completedFuture(null), call.callControlId());
        }
    }

    /** Whether the caller may be thanked for the message. */
    private boolean save(StreamSession session, EndedBy endedBy) {
        OpenMessage open = message;
        message = null;
        phase = Phase.THANKING;
        if (open == null) {
            return false;
        }
        try {
            Optional<Path> file = open.save(endedBy, session.statistics());
            log.info(
                    "{}: {} after {} ms, ended by {}",
                    call,
                    file.map(saved -> "saved " + saved).orElse("nothing to save"),
                    open.duration().toMillis(),
                    endedBy.word());
            return file.isPresent();
        } catch (IOException refused) {
            log.error("{}: the message is lost: {}", call, refused.toString());
            open.discard();
            return false;
        }
    }

    private @Nullable Void giveUp(String what, Throwable why) {
        log.error("{}: {}: {}", call, what, why.toString());
        phase = Phase.THANKING;
        if (message != null) {
            message.discard();
            message = null;
        }
        hangUp.after(CompletableFuture.completedFuture(null), call.callControlId());
        return null;
    }

    @Override
    public void onFinding(StreamSession session, Finding finding) {
        log.warn("{}: {}", call, finding.text());
        if (finding.kind() == Finding.Kind.NO_MEDIA && phase != Phase.THANKING) {
            // a hint, not an end: on a busy machine audio may be later than that
            isCallerMissed = true;
            watch.missesCaller(call.callControlId());
        }
    }

    @Override
    public void onProtocolProblem(StreamSession session, ProtocolProblem problem) {
        log.warn("{}: {}", call, problem);
        if (problem.kind() == ProtocolProblem.Kind.MARK_MISMATCH && isBeepUnconfirmed && phase == Phase.BEEPING) {
            StartEvent start = session.start();
            if (start != null) {
                record(session, start);
            }
        }
    }

    @Override
    public void onClosed(StreamSession session, StreamEnd end) {
        if (end.kind() == StreamEnd.Kind.REPLACED) {
            // a newer stream of the call speaks now, here or on another node, and its watch goes with it
            keepWhatWasSaid(session);
            return;
        }
        over(session, end.kind() != StreamEnd.Kind.STOPPED);
    }

    @Override
    public void onFailed(StreamSession session, StreamFailure failure) {
        log.warn("{}: {}", call, failure.message());
        over(session, true);
    }

    /** The stream is over; unless Telnyx says so, the call may go on, and a caller must not be left in silence. */
    private void over(StreamSession session, boolean callMayGoOn) {
        boolean thanking = phase == Phase.THANKING;
        keepWhatWasSaid(session);
        // known from the handshake on, so that a stream which is lost before it starts costs no caller his time
        String id = session.callControlId();
        if (id == null) {
            return;
        }
        watch.broke(id);
        if (callMayGoOn && !thanking) {
            hangUp.after(CompletableFuture.completedFuture(null), id);
        }
    }

    private void keepWhatWasSaid(StreamSession session) {
        phase = phase == Phase.BEEPING ? Phase.THANKING : phase;
        if (message != null) {
            save(session, phase == Phase.KEY_PRESSED ? EndedBy.KEY : EndedBy.HANGUP);
        }
    }
}
