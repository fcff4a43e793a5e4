package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.settings.OutboundMode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes playbacks of what the application wants to be heard: sources, pushed samples, single frames. Thread-safe. */
final class Player {
    private final AcceptorOptions options;
    private final Outbound outbound;
    private final Outbox outbox;
    private final Mailbox mailbox;
    private final MediaFormat format;
    private final OutboundMode mode;
    private @Nullable LivePlayback echo;
    private int echoRateHz;

    Player(
            AcceptorOptions options,
            Outbound outbound,
            Outbox outbox,
            Mailbox mailbox,
            MediaFormat format,
            OutboundMode mode) {
        this.options = options;
        this.outbound = outbound;
        this.outbox = outbox;
        this.mailbox = mailbox;
        this.format = format;
        this.mode = mode;
    }

    synchronized Playback play(AudioSource source) {
        requireFrames();
        QueuedPlayback playback = new QueuedPlayback(atOutboundRate(source), format, mailbox, options.clock());
        endEcho();
        outbound.play(playback);
        return playback;
    }

    synchronized LivePlayback playLive(int sampleRateHz) {
        requireFrames();
        LiveQueue queue = new LiveQueue(sampleRateHz, options, outbox::isStalled, outbound::isDry);
        QueuedLivePlayback live = new QueuedLivePlayback(
                queue, queue.resampledTo(format.sampleRateHz()), format, mailbox, options.clock(), outbound::fed);
        endEcho();
        outbound.play(live);
        return live;
    }

    /** Single frames form one live playback, until something else is played or the rate changes. */
    boolean send(MediaFrame frame) {
        return echoAt(frame.format().sampleRateHz()).write(frame.pcm()).isTaken();
    }

    private synchronized LivePlayback echoAt(int rateHz) {
        if (echo == null || !echo.isActive() || echoRateHz != rateHz) {
            echo = playLive(rateHz);
            echoRateHz = rateHz;
        }
        return echo;
    }

    /** Closes a source that cannot be played: whoever gives one need not. */
    private AudioSource atOutboundRate(AudioSource source) {
        try {
            return source.resampledTo(format.sampleRateHz());
        } catch (IllegalArgumentException unplayable) {
            try {
                source.close();
            } catch (IOException | RuntimeException refused) {
                unplayable.addSuppressed(refused);
            }
            throw unplayable;
        }
    }

    /** Telnyx answers frames in MP3 mode with error 100005, and the caller hears nothing. */
    private void requireFrames() {
        if (mode != OutboundMode.RTP) {
            throw new IllegalStateException("the stream was asked for in mode mp3, which takes whole MP3 files, one a"
                    + " second; ask for OutboundMode.RTP to play audio");
        }
    }

    private void endEcho() {
        if (echo != null) {
            echo.end();
            echo = null;
        }
    }
}
