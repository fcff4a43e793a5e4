package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.LossConcealer;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcealmentTest {
    private static final int FRAME = 160;

    private static SessionRig concealing() {
        return SessionRig.started(options ->
                options.inbound(InboundOptions.builder().lossConcealment(true).build()));
    }

    private static short[] voice(int chunk) {
        short[] pcm = new short[FRAME];
        for (int k = 0; k < FRAME; k++) {
            double t = (chunk * FRAME + k) / 8000.0;
            pcm[k] = (short) (6000 * Math.sin(2 * Math.PI * 120 * t) + 3000 * Math.sin(2 * Math.PI * 240 * t));
        }
        return pcm;
    }

    private static String media(int chunk) {
        byte[] payload = new byte[FRAME];
        AudioCodec.of(MediaFormat.PCMU).encode(voice(chunk), 0, FRAME, payload, 0);
        return Messages.media(Messages.STREAM, "inbound", chunk, payload);
    }

    @Test
    void makesUpTheFirstSixtyMillisecondsOfAGapAndSaysSo() {
        SessionRig rig = concealing();
        for (int chunk = 1; chunk <= 10; chunk++) {
            rig.session.onText(media(chunk));
        }
        for (int chunk = 16; chunk <= 22; chunk++) {
            rig.session.onText(media(chunk));
        }

        List<MediaFrame> frames = rig.listener.frames();
        assertThat(frames)
                .filteredOn(MediaFrame::isConcealed)
                .extracting(MediaFrame::chunk)
                .containsExactly(11L, 12L, 13L);
        assertThat(frames).filteredOn(MediaFrame::isConcealed).allMatch(frame -> frame.payload().length == 0);
        assertThat(frames)
                .filteredOn(frame -> frame.chunk() == 16)
                .extracting(MediaFrame::lostBefore)
                .containsExactly(2);
        assertThat(frames.stream().mapToInt(MediaFrame::lostBefore).sum()).isEqualTo(2);
    }

    /** Sample for sample what the concealer of the codec module makes of the same loss. */
    @Test
    void makesUpWhatAppendixOneSays() {
        SessionRig rig = concealing();
        LossConcealer reference = LossConcealer.create();
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
        short[] expected = new short[0];
        for (int chunk = 1; chunk <= 30; chunk++) {
            boolean lost = chunk % 7 == 0;
            short[] pcm = new short[FRAME];
            if (lost) {
                reference.conceal(pcm, 0, FRAME);
            } else {
                rig.session.onText(media(chunk));
                byte[] payload = new byte[FRAME];
                codec.encode(voice(chunk), 0, FRAME, payload, 0);
                codec.decode(payload, 0, FRAME, pcm, 0);
                reference.receive(pcm, 0, FRAME);
            }
            expected = Arrays.copyOf(expected, expected.length + FRAME);
            System.arraycopy(pcm, 0, expected, expected.length - FRAME, FRAME);
        }
        rig.session.onText(Messages.stop());

        assertThat(rig.listener.frames()).hasSize(30);
        short[] heard = new short[expected.length];
        for (int k = 0; k < 30; k++) {
            System.arraycopy(rig.listener.frames().get(k).pcm(), 0, heard, k * FRAME, FRAME);
        }
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void makesUpNothingUnlessAskedTo() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(media(1));
        for (int chunk = 3; chunk <= 8; chunk++) {
            rig.session.onText(media(chunk));
        }

        assertThat(rig.listener.frames()).noneMatch(MediaFrame::isConcealed);
        assertThat(rig.listener.frames().get(1).lostBefore()).isEqualTo(1);
    }

    /** 156 bytes were seen on live calls: no multiple of the 10 ms that the method works on. */
    @Test
    void leavesFramesOfAnOddLengthAsTheyAre() {
        SessionRig rig = concealing();
        for (int chunk = 1; chunk <= 9; chunk++) {
            if (chunk != 2) {
                rig.session.onText(Messages.media(Messages.STREAM, "inbound", chunk, new byte[156]));
            }
        }

        assertThat(rig.listener.frames())
                .noneMatch(MediaFrame::isConcealed)
                .allMatch(frame -> frame.pcm().length == 156);
        assertThat(rig.listener.frames().get(1).lostBefore()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheByteOrderOfL16AndSaysSo(boolean bigEndian) {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start("L16", 8000));
        for (int chunk = 1; chunk <= 50; chunk++) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * FRAME).order(order);
            bytes.asShortBuffer().put(voice(chunk));
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", chunk, bytes.array()));
        }

        assertThat(rig.listener.problemKinds()).isEqualTo(bigEndian ? List.of(Kind.BYTE_ORDER) : List.of());
        assertThat(rig.session.inboundFormat().byteOrder()).isEqualTo(order);
        assertThat(rig.listener.frames().get(49).pcm()).isEqualTo(voice(50));
    }
}
