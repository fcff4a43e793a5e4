package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.testkit.RecordingListener;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of Telnyx as an adapter needs to be proved: starts a stream, speaks noise in PCMU, and hears. */
final class CallingPeer implements AutoCloseable {
    private static final int FRAME_BYTES = 160;
    private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([^\"]*)\"");

    private static final Pattern MARK = Pattern.compile("\"mark\":\\{\"name\":\"([^\"]*)\"");

    private final WebSocketClient socket;
    private final String streamId;
    private final Random noise;
    private final ByteArrayOutputStream spoken = new ByteArrayOutputStream();
    private int chunk;

    private CallingPeer(WebSocketClient socket, int number) {
        this.socket = socket;
        this.streamId = "stream-" + number;
        this.noise = new Random(number);
    }

    /** Opens a stream; the number seeds what is spoken on it. */
    static CallingPeer call(int port, int number) {
        CallingPeer caller = new CallingPeer(WebSocketClient.connect(port, "/media/" + number), number);
        messagesBeforeMedia(number).forEach(caller.socket::send);
        return caller;
    }

    static List<String> messagesBeforeMedia(int number) {
        return List.of(
                "{\"event\":\"connected\",\"version\":\"1.0.0\"}",
                "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"stream-" + number + "\",\"start\":{"
                        + "\"call_control_id\":\"v3:call-" + number
                        + "\",\"from\":\"+15550100001\",\"to\":\"+15550100002\","
                        + "\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}}}");
    }

    /** Speaks that many frames, as fast as the socket takes them. */
    void speak(int frames) {
        byte[] payload = new byte[FRAME_BYTES];
        for (int n = 0; n < frames; n++) {
            noise.nextBytes(payload);
            spoken.writeBytes(payload);
            chunk++;
            socket.send("{\"event\":\"media\",\"sequence_number\":\"" + (chunk + 1) + "\",\"stream_id\":\"" + streamId
                    + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk + "\",\"timestamp\":\"" + chunk * 20
                    + "\",\"payload\":\"" + Base64.getEncoder().encodeToString(payload) + "\"}}");
        }
    }

    /** Ends the stream as Telnyx does when the call is over. */
    void hangUp() {
        socket.send("{\"event\":\"stop\",\"sequence_number\":\"" + (chunk + 2) + "\",\"stream_id\":\"" + streamId
                + "\",\"stop\":{\"call_control_id\":\"v3:x\"}}");
    }

    /** Whether that is the listener of this caller's stream. */
    boolean isHeardBy(RecordingListener listener) {
        return listener.session()
                .map(StreamSession::start)
                .filter(start -> streamId.equals(start.streamId()))
                .isPresent();
    }

    /** Closes the socket in order, without a stop. */
    void closeSocket() {
        socket.close(1000, "");
    }

    /** Samples, because two codes of G.711 stand for zero and come back as one. */
    short[] spokenPcm() {
        return decode(spoken.toByteArray());
    }

    short[] heardPcm() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        payloads().forEach(heard::writeBytes);
        return decode(heard.toByteArray());
    }

    /** Names of the marks that came, in order. */
    List<String> heardMarks() {
        return socket.messages().stream()
                .map(MARK::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    int heardFrames() {
        return (int) socket.messages().stream()
                .filter(message -> PAYLOAD.matcher(message).find())
                .count();
    }

    int shortestHeardBytes() {
        return payloads().stream().mapToInt(payload -> payload.length).min().orElse(0);
    }

    private List<byte[]> payloads() {
        return socket.messages().stream()
                .map(PAYLOAD::matcher)
                .filter(Matcher::find)
                .map(found -> Base64.getDecoder().decode(found.group(1)))
                .toList();
    }

    private static short[] decode(byte[] ulaw) {
        short[] pcm = new short[ulaw.length];
        AudioCodec.of(MediaFormat.PCMU).decode(ulaw, 0, ulaw.length, pcm, 0);
        return pcm;
    }

    /** Whether the other side has ended it. */
    boolean isHungUpOn() {
        return socket.end().isDone();
    }

    /** Vanishes. */
    @Override
    public void close() {
        socket.close();
    }
}
