package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.audio.PayloadSource;
import io.github.telnyxstream.stream.settings.OutboundMode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes playbacks of what the application wants to be heard: sources, pushed samples, single frames. Thread-safe; code of
 * the application never runs under a lock.
 */
final class Player {
    private final AcceptorOptions options;
    private final Outbound outbound;
    private final Mailbox mailbox;
    private final MediaFormat format;
    private final OutboundMode mode;

    private volatile @Nullable Echo echo;

    /** The live playback that single frames form, until something else is played or the rate changes. */
    private record Echo(QueuedLivePlayback playback, int rateHz) {}

    Player(AcceptorOptions options, Outbound outbound, Mailbox mailbox, MediaFormat format, OutboundMode mode) {
        this.options = options;
        this.outbound = outbound;
        this.mailbox = mailbox;
        this.format = format;
        this.mode = mode;
    }

    Playback play(AudioSource source, PlaybackOptions how) {
        QueuedPlayback playback = pulled(source, how);
        outbound.play(playback);
        return playback;
    }

    Playback playNow(AudioSource source, PlaybackOptions how) {
        QueuedPlayback playback = pulled(source, how);
        outbound.playNow(playback);
        return playback;
    }

    LivePlayback playLive(int sampleRateHz, PlaybackOptions how) {
        requireFrames();
        QueuedLivePlayback live = live(sampleRateHz, how, false);
        outbound.play(live);
        return live;
    }

    boolean send(MediaFrame frame) {
        requireFrames();
        short[] pcm = frame.pcm();
        int rateHz = frame.format().sampleRateHz();
        Echo open = echo;
        if (open != null && open.rateHz == rateHz) {
            WriteResult result = open.playback.write(pcm);
            if (result != WriteResult.ENDED) {
                return result.isTaken();
            }
        }
        return sendAnew(open, rateHz, pcm);
    }

    private synchronized boolean sendAnew(@Nullable Echo ended, int rateHz, short[] pcm) {
        Echo open = echo;
        if (open == null || open.equals(ended) || open.rateHz != rateHz) {
            open = new Echo(live(rateHz, PlaybackOptions.defaults(), true), rateHz);
            outbound.play(open.playback);
            echo = open;
        }
        return open.playback.write(pcm).isTaken();
    }

    private QueuedLivePlayback live(int sampleRateHz, PlaybackOptions how, boolean isEcho) {
        LiveQueue queue = new LiveQueue(sampleRateHz, format, options, outbound);
        return new QueuedLivePlayback(outbound, queue, format, mailbox, options.clock(), how, isEcho);
    }

    /** Closes a source that cannot be played: whoever gives one need not. */
    private QueuedPlayback pulled(AudioSource source, PlaybackOptions how) {
        try {
            if (isMp3(source) ? isWholeFileTaken() : isPassedThrough(source)) {
                return new PayloadPlayback((PayloadSource) source, outbound, mailbox, how);
            }
            requireFrames();
            return new PulledPlayback(source.resampledTo(format.sampleRateHz()), format, outbound, mailbox, how);
        } catch (IllegalArgumentException | IllegalStateException unplayable) {
            try {
                source.close();
            } catch (IOException | RuntimeException refused) {
                unplayable.addSuppressed(refused);
            }
            throw unplayable;
        }
    }

    static boolean isMp3(AudioSource source) {
        return source instanceof PayloadSource encoded && encoded.format().encoding() == Encoding.MP3;
    }

    private boolean isWholeFileTaken() {
        if (mode != OutboundMode.MP3) {
            throw new IllegalStateException("the stream was asked for in mode rtp, which takes frames of "
                    + format.encoding().wireName() + "; decode the MP3 file, or ask for OutboundMode.MP3");
        }
        return true;
    }

    private boolean isPassedThrough(AudioSource source) {
        return mode == OutboundMode.RTP
                && source instanceof PayloadSource encoded
                && encoded.format().equals(format);
    }

    /** Telnyx answers frames in MP3 mode with error 100005, and the caller hears nothing. */
    private void requireFrames() {
        if (mode != OutboundMode.RTP) {
            throw new IllegalStateException("the stream was asked for in mode mp3, which takes whole MP3 files, one a"
                    + " second: AudioSource.mp3; ask for OutboundMode.RTP to play other audio");
        }
    }
}
