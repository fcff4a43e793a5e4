package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.testkit.observation.MediaArrival;
import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A call as the person and the carrier see it: what happened, what was heard, what was sent. It can also be directed by
 * hand while it goes on. Everything stays readable after the call and after the simulator was closed.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class SimulatedCall {
    private static final int RATE_HZ = 8000;

    private final Ticker ticker;
    private final CallLeg leg;

    SimulatedCall(Ticker ticker, CallLeg leg) {
        this.ticker = ticker;
        this.leg = leg;
    }

    /**
     * The id that commands use.
     *
     * @return {@code v3:} and more
     */
    public String callControlId() {
        return leg.identity().callControlId();
    }

    /**
     * The id of the leg.
     *
     * @return a UUID
     */
    public String callLegId() {
        return leg.identity().callLegId();
    }

    /**
     * The id of the session.
     *
     * @return a UUID
     */
    public String callSessionId() {
        return leg.identity().callSessionId();
    }

    /**
     * The calling number.
     *
     * @return E.164
     */
    public String from() {
        return leg.identity().from();
    }

    /**
     * The called number.
     *
     * @return E.164
     */
    public String to() {
        return leg.identity().to();
    }

    /**
     * Whether the simulated person called the application, rather than the other way round.
     *
     * @return true for a call from {@link TelnyxSimulator#placeCall}
     */
    public boolean isIncoming() {
        return leg.identity().isIncoming();
    }

    /** The person hangs up now, whatever their script says. Does nothing when the call is over. */
    public void hangUp() {
        ticker.execute(leg::hangUpHere);
    }

    /**
     * The person presses keys when their script has come to its end.
     *
     * @param digits of {@code 0-9*#A-D}
     */
    public void press(String digits) {
        ticker.execute(() -> leg.script().alsoPress(digits));
    }

    /**
     * The person says something when their script has come to its end.
     *
     * @param pcm 8 kHz mono; copied
     */
    public void speak(short[] pcm) {
        short[] copy = pcm.clone();
        ticker.execute(() -> leg.script().alsoSpeak(copy));
    }

    /**
     * Waits until the call is over and its webhooks are delivered or given up; on a
     * {@link io.github.telnyxstream.testkit.ManualClock} by moving it.
     *
     * @param limit for how long at most, by the simulator's clock
     * @return the hang-up cause, for example {@code normal_clearing}; empty when the time was up
     * @throws InterruptedException if the thread is interrupted
     */
    public Optional<String> awaitEnd(Duration limit) throws InterruptedException {
        return ticker.await(leg.settled(), limit) ? Optional.of(leg.settled().join()) : Optional.empty();
    }

    /**
     * Waits until both ends have closed the media stream, or Telnyx has given the other up, which it does after five seconds; on a
     * {@link io.github.telnyxstream.testkit.ManualClock} by moving it. A close frame that is
     * not answered is among the {@link #events} by then.
     *
     * @param limit for how long at most, by the simulator's clock
     * @return false when the time was up; true without a stream
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitStreamClosed(Duration limit) throws InterruptedException {
        CompletableFuture<Void> closed = ticker.ask(() -> {
            CallStream stream = leg.streams().last();
            return stream == null ? CompletableFuture.completedFuture(null) : stream.closed();
        });
        return ticker.await(closed, limit);
    }

    /**
     * Waits until something has happened, also when it happened before; on a
     * {@link io.github.telnyxstream.testkit.ManualClock} by moving it.
     *
     * @param kind what
     * @param limit for how long at most, by the simulator's clock
     * @return false when the time was up
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(SimulatorEvent.Kind kind, Duration limit) throws InterruptedException {
        return await(event -> event.kind() == kind, limit);
    }

    /**
     * Waits until something has happened, also when it happened before; on a
     * {@link io.github.telnyxstream.testkit.ManualClock} by moving it.
     *
     * @param wanted tells what; called on any thread, must return at once
     * @param limit for how long at most, by the simulator's clock
     * @return false when the time was up
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(Predicate<SimulatorEvent> wanted, Duration limit) throws InterruptedException {
        return ticker.await(leg.timeline().first(wanted), limit);
    }

    /**
     * What happened so far.
     *
     * @return in order
     */
    public List<SimulatorEvent> events() {
        return leg.timeline().events();
    }

    /**
     * The commands about this call, refused ones included.
     *
     * @return in order
     */
    public List<ReceivedRequest> requests() {
        return leg.timeline().requests();
    }

    /**
     * Attempts to deliver webhooks that were answered or timed out.
     *
     * @return in the order of their answers
     */
    public List<SentWebhook> webhooks() {
        return leg.timeline().webhooks();
    }

    /**
     * What the person heard since the call was answered: the application's audio and the carrier's, silence where
     * nothing played.
     *
     * @return 8 kHz mono samples
     */
    public short[] heard() {
        return ticker.ask(() -> leg.heard().all());
    }

    /**
     * What the person heard, with what can be measured in it.
     *
     * @return a snapshot
     */
    public Sound sound() {
        return Sound.of(heard());
    }

    /**
     * How long the application went on talking each time the person began to speak while hearing it.
     *
     * @return one time an interruption, from the person's first word to silence in their ear; the rest of the call where no
     *     silence came
     */
    public List<Duration> bargeIns() {
        return BargeIns.in(events());
    }

    /**
     * The person's side as it went into the media stream, frame by frame in order, as the stream's codec left it: what a
     * faultless application can have received.
     *
     * @return 8 kHz mono samples of the last stream, from its first frame, whatever the stream's rate is; empty without a
     *     stream
     */
    public short[] sent() {
        return ticker.ask(() -> {
            CallStream stream = leg.streams().last();
            return stream == null ? new short[0] : stream.sent();
        });
    }

    /**
     * How the application's audio arrived on the last stream.
     *
     * @return figures, or empty without a stream
     */
    public Optional<PlaybackReport> playback() {
        return ticker.ask(() -> Optional.ofNullable(leg.streams().last()).map(CallStream::report));
    }

    /**
     * When the application's audio came, on all streams of the call.
     *
     * @return in order, one a media message that was accepted; of the first hour of frames
     */
    public List<MediaArrival> mediaArrivals() {
        return leg.timeline().arrivals();
    }

    /**
     * Saves what the person heard.
     *
     * @param file becomes a WAV file, 16-bit PCM, 8 kHz mono
     * @throws IOException if it cannot be written
     */
    public void saveHeard(Path file) throws IOException {
        save(file, heard());
    }

    /**
     * Saves the person's side of the stream.
     *
     * @param file becomes a WAV file, 16-bit PCM, 8 kHz mono
     * @throws IOException if it cannot be written
     */
    public void saveSent(Path file) throws IOException {
        save(file, sent());
    }

    private static void save(Path file, short[] pcm) throws IOException {
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, RATE_HZ)) {
            writer.write(pcm, 0, pcm.length);
        }
    }

    CallLeg leg() {
        return leg;
    }

    @Override
    public String toString() {
        return "SimulatedCall[" + CallIdentity.masked(from()) + " to " + CallIdentity.masked(to()) + "]";
    }
}
