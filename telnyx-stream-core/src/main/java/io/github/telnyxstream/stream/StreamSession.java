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
 * after the end, sending returns false or a playback that has failed; nothing here throws for what the network does.
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
     * Queues audio behind what is queued already; it leaves at its own speed, about 160 ms ahead.
     *
     * @param source the audio; closed by the session in any case
     * @return a handle; it has failed already when the session has ended or too many playbacks wait
     * @throws IllegalArgumentException if the source's rate is none that can be brought to the outbound format's
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    default Playback play(AudioSource source) {
        return play(source, PlaybackOptions.defaults());
    }

    /**
     * Queues audio behind what is queued already.
     *
     * @param source the audio; closed by the session in any case
     * @param options whether it can be interrupted, and what it tells on its way
     * @return a handle; it has failed already when the session has ended or too many playbacks wait
     * @throws IllegalArgumentException if the source's rate is none that can be brought to the outbound format's
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    Playback play(AudioSource source, PlaybackOptions options);

    /**
     * Interrupts what plays and waits, as {@link #interrupt} does, and plays this in its place. Protected playbacks are
     * heard to their end first.
     *
     * @param source the audio; closed by the session in any case
     * @return a handle; it has failed already when the session has ended
     * @throws IllegalArgumentException if the source's rate is none that can be brought to the outbound format's
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    default Playback playNow(AudioSource source) {
        return playNow(source, PlaybackOptions.defaults());
    }

    /**
     * Interrupts what plays and waits, and plays this in its place.
     *
     * @param source the audio; closed by the session in any case
     * @param options whether it can be interrupted, and what it tells on its way
     * @return a handle; it has failed already when the session has ended
     * @throws IllegalArgumentException if the source's rate is none that can be brought to the outbound format's
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     * @see #playNow(AudioSource)
     */
    Playback playNow(AudioSource source, PlaybackOptions options);

    /**
     * Queues audio that the application will push. One live playback can be open at a time: before the next, {@link
     * LivePlayback#end} says that nothing follows.
     *
     * @param sampleRateHz rate of the samples that will be pushed, in Hz
     * @return a handle to write to; it has failed already, as refused, while another is open
     * @throws IllegalArgumentException if the rate is none that can be brought to the outbound format's
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    default LivePlayback playLive(int sampleRateHz) {
        return playLive(sampleRateHz, PlaybackOptions.defaults());
    }

    /**
     * Queues audio that the application will push.
     *
     * @param sampleRateHz rate of the samples that will be pushed, in Hz
     * @param options whether it can be interrupted, and what it tells on its way
     * @return a handle to write to; it has failed already, as refused, while another is open
     * @throws IllegalArgumentException if the rate is none that can be brought to the outbound format's
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     * @see #playLive(int)
     */
    LivePlayback playLive(int sampleRateHz, PlaybackOptions options);

    /**
     * Sends one frame back, as an echo or a bridge does. Frames sent one after the other form one utterance; another
     * playback queued in between ends it.
     *
     * @param frame a frame of this or of another session
     * @return false if it was not taken, because the session has ended, too much waits already or a live playback is open
     * @throws IllegalArgumentException if the frame's rate is none that can be brought to the outbound format's
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    boolean send(MediaFrame frame);

    /**
     * Asks to be told when everything queued so far has been played.
     *
     * @param name comes back in {@link StreamListener#onMark}; any Unicode text of at most 1,000 characters
     * @return false if it was not queued, because the session has ended or too many marks are out
     * @throws IllegalArgumentException if the name is longer, or has half a surrogate pair
     */
    boolean mark(String name);

    /**
     * Silences the session at once: throws away everything queued, the frame in the making, and what Telnyx still holds.
     * Not one older frame leaves after this returns, apart from one whose sending has begun. All active playbacks end as
     * interrupted, and marks whose turn has not come are told as {@link MarkOutcome#INTERRUPTED}.
     *
     * <p>Protected playbacks are spared. While one is being heard, Telnyx is not asked to throw away anything, so that the
     * lead of what stands behind it is still heard.
     *
     * @return false if the session has ended
     */
    boolean interrupt();

    /**
     * Silences the session at once like {@link #interrupt}, but keeps what was not heard, for the case that it was no
     * interruption: a cough, an "mhm". Playbacks stay active, marks keep their place, and what is queued meanwhile waits
     * behind. After 30 s it becomes an interruption by itself. A second call does nothing.
     *
     * @return false if the session has ended
     */
    boolean hold();

    /**
     * Goes on where hearing may have stopped at {@link #hold}: nothing is skipped, and what the far end may have had in
     * hand, up to the lead and the way there and back, is heard again. The first 10 ms are faded in.
     *
     * @return false if nothing was held: no hold, an interruption since, 30 s over, or the session has ended
     */
    boolean resume();

    /**
     * Makes an interruption of {@link #hold}: what was held is thrown away, and its playbacks end as interrupted, heard up
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
     * Whether the connection is lost and the session waits for the call to come back. What is played waits meanwhile, single
     * frames ({@link #send}) are not taken.
     *
     * @return true between {@link StreamListener#onLost} and {@link StreamListener#onResumed}
     */
    boolean isLost();

    /**
     * Records both sides from now on to the end of the session. The recorder stays the application's to close, at the latest
     * in {@link StreamListener#onEnd}; it writes on threads of the engine's that may block. If the file cannot be written,
     * that is logged and the call goes on.
     *
     * @param recorder a new recorder
     * @throws io.github.telnyxstream.codec.CodecException if no codec for the outbound format is at hand
     */
    void record(CallRecorder recorder);

    /**
     * The caller's audio from now on, at a rate of one's own, to be pulled or subscribed to beside the callbacks.
     *
     * @param sampleRateHz 8000 to 48000
     * @return a stream of samples that ends with the session
     * @throws IllegalArgumentException if the rate is out of range
     */
    InboundPcm inboundPcm(int sampleRateHz);

    /**
     * Collects the keys that the caller presses from now on. They come to {@link StreamListener#onDtmf} as well.
     *
     * @param rules what to collect, and when it is done
     * @return completes in the turn of the listener, never exceptionally; a later call ends an earlier one as
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
     * Why the call is silent or sounds wrong, as far as the engine has found out.
     *
     * @return what was found so far, in the order of {@link Finding.Kind}; unmodifiable, empty while nothing was found
     */
    List<Finding> findings();

    /**
     * A page about this stream for the person who has to find out why it is silent: what was asked for and what came, what
     * was found and what to do about it, and what happened when. It holds no audio, no token, no key that was pressed and
     * no number, and may be asked for at any time, also after the end.
     *
     * @return lines of plain text
     */
    String diagnose();

    /** Ends the session and closes the socket; the call itself goes on. A second call does nothing. */
    void close();
}
