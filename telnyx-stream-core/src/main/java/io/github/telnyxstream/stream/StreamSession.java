package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.InboundPcm;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One stream of one call, from the opening of the socket to its end.
 *
 * <p>What is sent before the start event waits for it. <b>Threads:</b> thread-safe; no method blocks. <b>Failure:</b>
 * after the end, sending returns false or a playback that has already failed; no method throws because of the network.
 */
public interface StreamSession {

    /**
     * The start event.
     *
     * @return the event, the last one if the session was resumed; or null before it has come
     */
    @Nullable
    StartEvent start();

    /**
     * The call, as REST commands name it.
     *
     * @return the id that the handshake's token named, known from the beginning; else the one of the start event, null
     *     before it
     */
    @Nullable
    String callControlId();

    /**
     * What arrives.
     *
     * @return the format that the start event announced, or the one that was asked for where it announced none; null before
     *     the start event and where that cannot be decoded here
     */
    @Nullable
    MediaFormat inboundFormat();

    /**
     * What is sent, as it was asked for in the command.
     *
     * @return the format
     */
    MediaFormat outboundFormat();

    /**
     * What was asked of Telnyx for this stream.
     *
     * @return the settings, or null when the acceptor was not told any
     */
    @Nullable
    StreamSettings settings();

    /**
     * Queues audio behind what is already queued. It is sent in real time, about 160 ms ahead.
     *
     * @param source the audio; the session always closes it
     * @return a handle; already failed if the session has ended or too many playbacks are waiting
     * @throws IllegalArgumentException if the source cannot be resampled to the outbound format's rate
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    default Playback play(AudioSource source) {
        return play(source, PlaybackOptions.defaults());
    }

    /**
     * Queues audio behind what is already queued.
     *
     * @param source the audio; the session always closes it
     * @param options whether it can be interrupted, and what progress it reports
     * @return a handle; already failed if the session has ended or too many playbacks are waiting
     * @throws IllegalArgumentException if the source cannot be resampled to the outbound format's rate
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    Playback play(AudioSource source, PlaybackOptions options);

    /**
     * Interrupts what is playing and what is waiting, as {@link #interrupt} does, and plays this instead. Protected playbacks
     * are heard to their end first.
     *
     * @param source the audio; the session always closes it
     * @return a handle; already failed if the session has ended
     * @throws IllegalArgumentException if the source cannot be resampled to the outbound format's rate
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    default Playback playNow(AudioSource source) {
        return playNow(source, PlaybackOptions.defaults());
    }

    /**
     * Interrupts what is playing and what is waiting, and plays this instead.
     *
     * @param source the audio; the session always closes it
     * @param options whether it can be interrupted, and what progress it reports
     * @return a handle; already failed if the session has ended
     * @throws IllegalArgumentException if the source cannot be resampled to the outbound format's rate
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     * @see #playNow(AudioSource)
     */
    Playback playNow(AudioSource source, PlaybackOptions options);

    /**
     * Queues audio that the application will push. Only one live playback can be open at a time:
     * call {@link LivePlayback#end} before you open the next.
     *
     * @param sampleRateHz rate of the samples that will be pushed, in Hz
     * @return a handle to write to; already failed, as refused, if another is still open
     * @throws IllegalArgumentException if it cannot be resampled to the outbound format's rate
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    default LivePlayback playLive(int sampleRateHz) {
        return playLive(sampleRateHz, PlaybackOptions.defaults());
    }

    /**
     * Queues audio that the application will push.
     *
     * @param sampleRateHz rate of the samples that will be pushed, in Hz
     * @param options whether it can be interrupted, and what progress it reports
     * @return a handle to write to; already failed, as refused, if another is still open
     * @throws IllegalArgumentException if it cannot be resampled to the outbound format's rate
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     * @see #playLive(int)
     */
    LivePlayback playLive(int sampleRateHz, PlaybackOptions options);

    /**
     * Sends one frame, as an echo or a bridge does. Frames sent in a row form one utterance; a playback queued in between
     * ends it.
     *
     * @param frame a frame of this or of another session
     * @return false if it was not accepted: the session has ended, too much is waiting, or a live playback is open
     * @throws IllegalArgumentException if the frame cannot be resampled to the outbound format's rate
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    boolean send(MediaFrame frame);

    /**
     * Asks to be notified when everything queued so far has been played.
     *
     * @param name comes back in {@link StreamListener#onMark}; any Unicode text of at most 1,000 characters
     * @return false if it was not queued: the session has ended, or too many marks are outstanding
     * @throws IllegalArgumentException if the name is too long, or contains half of a surrogate pair
     */
    boolean mark(String name);

    /**
     * Silences the session at once: discards everything queued, the partial frame, and what Telnyx still holds. No older frame
     * is sent after this returns, except one already being sent. All active playbacks end as interrupted, and marks not yet
     * reached are reported as {@link MarkOutcome#INTERRUPTED}.
     *
     * <p>Protected playbacks are spared. While one is being heard, Telnyx is not asked to discard anything, so the caller still
     * hears what has already been sent of the audio behind it.
     *
     * @return false if the session has ended
     */
    boolean interrupt();

    /**
     * Silences the session as fast as {@link #interrupt}, but keeps what was not heard, in case it was not an interruption
     * after all but a cough or an "mhm". Playbacks stay active, marks keep their place, and what is queued meanwhile waits
     * behind them. After 30 s it turns into an interruption. A second call does nothing.
     *
     * @return false if the session has ended
     */
    boolean hold();

    /**
     * Continues from where the caller may have stopped hearing at {@link #hold}: nothing is skipped, and what the far end may
     * have held, up to the lead plus one round trip, is heard again. The first 10 ms are faded in.
     *
     * @return false if nothing was held: there was no hold, it was interrupted or timed out, or the session has ended
     */
    boolean resume();

    /**
     * Turns a {@link #hold} into an interruption: what was held is discarded, and its playbacks end as interrupted, heard up
     * to the hold.
     *
     * @return false if nothing was held
     */
    boolean discard();

    /**
     * Whether the session is silenced by {@link #hold}.
     *
     * @return false after {@link #resume}, {@link #discard} or an interruption
     */
    boolean isHeld();

    /**
     * Whether the connection is lost and the session waits for the call to come back. Meanwhile, playback pauses, and single
     * frames ({@link #send}) are not accepted.
     *
     * @return true between {@link StreamListener#onLost} and {@link StreamListener#onResumed}
     */
    boolean isLost();

    /**
     * Records both sides from now until the end of the session. The application closes the recorder, in
     * {@link StreamListener#onEnd} at the latest; it writes on engine threads that may block. If the file cannot be written,
     * that is logged and the call goes on.
     *
     * @param recorder a new recorder
     * @throws io.github.telnyxstream.codec.CodecException if no codec for the outbound format is available
     */
    void record(CallRecorder recorder);

    /**
     * The caller's audio from now on, at the rate you choose, to read or to subscribe to, in addition to the callbacks.
     *
     * @param sampleRateHz 8000 to 48000
     * @return a stream of samples that ends with the session
     * @throws IllegalArgumentException if the rate is out of range
     */
    InboundPcm inboundPcm(int sampleRateHz);

    /**
     * Collects the keys that the caller presses from now on. {@link StreamListener#onDtmf} is still called for each.
     *
     * @param rules what to collect, and when it is done
     * @return completes serially with the listener's callbacks, never exceptionally; a later call ends an earlier one as
     *     {@link KeyEntry.End#REPLACED}
     */
    CompletionStage<KeyEntry> collectKeys(KeyRules rules);

    /**
     * Counters of this session.
     *
     * @return a snapshot
     */
    StreamStatistics statistics();

    /**
     * Why the call is silent or sounds wrong, as far as the engine knows.
     *
     * @return what was found so far, in the order of {@link Finding.Kind}; unmodifiable, empty while nothing was found
     */
    List<Finding> findings();

    /**
     * A report on this stream for whoever has to find out why it is silent: what was asked for and what came, what was found
     * and what to do about it, and what happened when. It contains no audio, token, pressed key or phone number, and is
     * available at any time, even after the end.
     *
     * @return lines of plain text
     */
    String diagnose();

    /** Ends the session and closes the socket; the call itself goes on. A second call does nothing. */
    void close();
}
