package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.List;
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
     * @return the event, or null before it has come
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
    Playback play(AudioSource source);

    /**
     * Queues audio that the application will push.
     *
     * @param sampleRateHz rate of the samples that will be pushed, in Hz
     * @return a handle to write to
     * @throws IllegalArgumentException if the rate is none that can be brought to the outbound format's
     * @throws IllegalStateException if the stream was asked for in {@link OutboundMode#MP3}
     */
    LivePlayback playLive(int sampleRateHz);

    /**
     * Sends one frame back, as an echo or a bridge does. Frames sent one after the other form one utterance; another
     * playback queued in between ends it.
     *
     * @param frame a frame of this or of another session
     * @return false if it was not taken, because the session has ended or too much waits already
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
     * interrupted.
     *
     * @return false if the session has ended
     */
    boolean interrupt();

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
