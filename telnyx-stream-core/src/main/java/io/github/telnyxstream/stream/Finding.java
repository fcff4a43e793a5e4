package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.WireText;
import java.util.Objects;

/**
 * A named reason why a call is silent or sounds wrong, with what was seen of it. Each kind is found once per stream.
 * Immutable; holds neither audio nor a token, a key that was pressed or a number.
 *
 * @param kind which reason
 * @param detail what was seen on this stream, for a person; cut and escaped where it came from outside
 */
public record Finding(Kind kind, String detail) {
    private static final int MAX_DETAIL_CHARS = 600;

    /** The reasons that the engine knows, in the order in which a call meets them. */
    public enum Kind {
        /** The call was expected and Telnyx never opened its socket. */
        NEVER_CONNECTED(
                "Telnyx never opened the socket",
                "Was the command that asks for the stream accepted? Is stream_url reachable from the internet, wss with a"
                        + " valid certificate, at a path that is upgraded, and does every proxy on the way pass upgrades"
                        + " on? A streaming.failed webhook tells what Telnyx saw."),
        /** Telnyx reported by webhook that it could not stream. */
        STREAMING_FAILED(
                "Telnyx could not stream",
                "connection_failed means that stream_url was not reached or not upgraded: certificate, path, firewall,"
                        + " proxy, or a refused token. Try the URL from outside with any WebSocket client."),
        /** The socket is open and the stream does not start. */
        NO_START(
                "the socket is open and the stream does not start",
                "Is the call answered? With stream_establish_before_call_originate the socket is open while it rings. Is it"
                        + " Telnyx at all that has connected?"),
        /** The stream has started and no audio comes. */
        NO_MEDIA(
                "the stream has started and no audio comes",
                "Is the call answered, not on hold and not parked? Is stream_track the track that speaks: inbound_track for"
                        + " the caller, both_tracks for both? stream_bidirectional_mode has no influence on what"
                        + " arrives."),
        /** Telnyx sends another codec than it was asked for, or one that cannot be read. */
        CODEC_MISMATCH(
                "the audio that arrives is not in the codec that was asked for",
                "stream_codec is a wish: believe the start event, as the session does. Names of codecs are case sensitive"
                        + " on the wire (PCMU, not pcmu); StreamSettings writes them right."),
        /** What arrives is not as many bytes a second as the announced format has. */
        BYTE_RATE(
                "the bytes that arrive do not fit the announced rate",
                "The audio sounds too fast or too slow when it is read at the announced rate. Ask for stream_codec PCMU, or"
                        + " for the rate that really comes."),
        /** L16 arrives in the other byte order: it sounds like loud noise. */
        L16_BYTE_ORDER(
                "L16 arrives in the other byte order",
                "It is read in the order that was found from now on. Set StreamSettings.inboundByteOrder, so that the first words"
                        + " are heard too."),
        /** Only digital silence arrives. */
        ONLY_SILENCE(
                "only digital silence arrives",
                "Is the caller muted? Is it the wrong leg, or the outbound track of a leg that nobody speaks to? A conference"
                        + " or a hold in front of the leg sends silence too."),
        /** The loudest of what arrives is hardly audible. */
        LEVEL_LOW(
                "what arrives is hardly audible",
                "Has the caller said nothing yet? Else look at the gain of whatever stands in front of Telnyx: a PBX, a SIP"
                        + " trunk, a microphone."),
        /** What arrives is cut off at full scale. */
        CLIPPED(
                "what arrives is clipped at full scale",
                "Turn down whatever stands in front of Telnyx; a wrong codec or byte order looks the same."),
        /** Our own audio comes back on the inbound track. */
        OWN_VOICE(
                "our own voice comes back on the inbound track",
                "Telnyx was seen to do so on bridged legs. Switch the echo guard on, or ask for target legs opposite on a"
                        + " bridged leg."),
        /** Frames are missing. */
        FRAMES_LOST(
                "frames of the caller's audio are missing",
                "Telnyx sends over TCP, so they were lost before it. Switch loss concealment on; look at the caller's"
                        + " network."),
        /** The listener is slower than the call. */
        SLOW_LISTENER(
                "the listener is slower than the call",
                "Its oldest frames are dropped. Do less in onMedia, or hand over to a thread of your own."),
        /** The stream takes whole MP3 files, and frames were to be played. */
        MODE_MP3(
                "the stream was asked for in mode mp3, so frames cannot be played",
                "Ask for stream_bidirectional_mode rtp: StreamSettings does, unless told otherwise. Mode mp3 is Telnyx's"
                        + " default and takes whole MP3 files, one message a second."),
        /** What is played goes to the bridged leg only. */
        TARGET_LEGS(
                "what is played goes to the opposite leg",
                "On a call with one leg nobody hears that: ask for stream_bidirectional_target_legs self. On a bridged leg it"
                        + " is right, and this finding can be ignored."),
        /** What is played begins with the header of a file. */
        FILE_HEADER(
                "what is played begins with the header of a file",
                "Give AudioSource.wav the file, or decode it first: headers and compressed audio are noise as samples."),
        /** Audio left, and Telnyx has confirmed none of it. */
        UNCONFIRMED(
                "Telnyx confirms nothing of what is played",
                "Nobody may be hearing it: was the stream asked for bidirectionally, in mode rtp, with the codec that is"
                        + " sent, and to a leg that exists? Did the settings that were sent reach the acceptor?"),
        /** A live playback without end keeps silent what is queued behind it. */
        LIVE_LEFT_OPEN(
                "a live playback was left open and keeps others waiting",
                "end() it when nothing follows; only one can be open at a time, and a second one is refused."),
        /** Telnyx ran dry in the middle of an utterance. */
        UNDERRUNS(
                "Telnyx runs dry in the middle of what is played",
                "The source is slower than the call, or the machine is busy. Raise the lead or the live cushion of"
                        + " OutboundOptions; look at the time that sources and garbage collection take."),
        /** The peer takes what is sent too slowly. */
        SEND_STALLED("what is sent is not taken", "The network to Telnyx, or a proxy on it, is slower than the call."),
        /** Telnyx refuses messages because there are too many (error 100005). */
        RATE_LIMITED(
                "Telnyx refuses messages: too many",
                "Frames were sent although the stream is in mode mp3, which allows one message a second. Ask for"
                        + " stream_bidirectional_mode rtp."),
        /** Telnyx objects to something that was sent (errors 100002 to 100004 and others). */
        MESSAGE_REFUSED(
                "Telnyx objects to what was sent",
                "100002: Telnyx says no more, 100003: not understood, 100004: a payload that is no base64. If only this library sends on the socket,"
                        + " report it with this page."),
        /** Something sends binary messages, which Telnyx never does. */
        BINARY_MESSAGE(
                "binary messages arrive",
                "Telnyx sends text only: it is another client, or a proxy that changes messages."),
        /** A second socket was opened for the same call. */
        TWO_SOCKETS(
                "a second socket was opened for the same call",
                "A command was sent twice, or Telnyx has reconnected. The newer one wins if its token names the call."),
        /** A recorder takes no more, and the call goes on. */
        RECORDING_ENDED(
                "a recording has ended before its call",
                "The disk is full or gone, or the recorder was given audio of two rates: use one recorder for each stream. What"
                        + " was written until then is a valid file.");

        private final String summary;
        private final String advice;

        Kind(String summary, String advice) {
            this.summary = summary;
            this.advice = advice;
        }

        /**
         * The reason in a few words.
         *
         * @return half a sentence in English
         */
        public String summary() {
            return summary;
        }

        /**
         * What to look at and what to change.
         *
         * @return one or more sentences in English
         */
        public String advice() {
            return advice;
        }
    }

    /** Checks that nothing is null, and makes the detail fit to be shown. */
    public Finding {
        Objects.requireNonNull(kind, "kind");
        detail = WireText.shown(Objects.requireNonNull(detail, "detail"), MAX_DETAIL_CHARS);
    }

    /**
     * All of it in one line.
     *
     * @return name, summary, detail and advice
     */
    public String text() {
        return kind + ": " + kind.summary + (detail.isEmpty() ? "" : " (" + detail + ")") + ". " + kind.advice;
    }

    @Override
    public String toString() {
        return "Finding[" + kind + ", " + detail + "]";
    }
}
