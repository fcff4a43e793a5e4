package io.github.telnyxstream.codec.opus;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives the packets of an Opus file ({@code .opus}, {@code .ogg}; RFC 7845) one by one, each as {@link AudioCodec#decode}
 * takes it, without holding the file in memory. Of streams side by side the first one of Opus is read, mono or stereo.
 *
 * <p>To hear what was meant, leave out the first {@link #preSkipSamples} that are decoded, stop after
 * {@link #lengthSamples} and amplify by {@link #gainDecibels}. These are samples at 48 kHz whatever the rate of the decoder.
 *
 * <p>Files may be put one behind the other (chained, RFC 3533 section 4). Each is a link with figures of its own and begins
 * with a fresh decoder:
 *
 * <pre>{@code
 * do {
 *     for (int length = reader.read(packet, 0); length >= 0; length = reader.read(packet, 0)) {
 *         decode(packet, length);
 *     }
 *     codec.reset();
 * } while (reader.nextLink());
 * }</pre>
 *
 * <p><b>Failure:</b> a file that is none, or a damaged one, is a {@link CodecException}. A file that ends before it should
 * gives the packets that are there.
 *
 * <p><b>Threads:</b> one thread at a time; reading blocks as the stream does.
 */
public final class OpusFileReader implements Closeable {
    /** No packet is longer (RFC 7845 section 6 recommends this limit for what two channels can hold). */
    public static final int MAX_PACKET_BYTES = 61_440;

    private static final int CLOCK_HZ = 48000;
    private static final int LOST_SAMPLES = CLOCK_HZ / 50;
    private static final byte[] TAGS = {'O', 'p', 'u', 's', 'T', 'a', 'g', 's'};

    private final InputStream in;
    private OpusHead head;
    private int serial;
    private @Nullable OggPage nextHead;
    private final byte[] gathered = new byte[MAX_PACKET_BYTES];
    private @Nullable OggPage page;
    private boolean hasEntered;
    private boolean ended;
    private boolean truncated;
    private int piece;
    private int bodyPosition;
    private long startPosition = -1;
    private long lengthSamples = -1;

    private OpusFileReader(InputStream in, OggPage first) {
        this.in = in;
        this.head = OpusHead.of(first.body());
        this.serial = first.serial();
    }

    /**
     * Reads the header.
     *
     * @param in an Ogg file; better buffered. Closed with the reader, but not when this method fails
     * @return a reader at the first packet
     * @throws CodecException if it is not an Ogg file with Opus that can be read
     * @throws IOException if the stream fails
     */
    public static OpusFileReader open(InputStream in) throws IOException {
        OggPage first = head(OggPage.read(in), in);
        if (first == null) {
            throw new CodecException("there is no Opus in the file, or it ends before its audio begins");
        }
        OpusFileReader reader = new OpusFileReader(in, first);
        reader.skipTags();
        return reader;
    }

    /** Of the streams that begin side by side, the first one of Opus. */
    private static @Nullable OggPage head(@Nullable OggPage first, InputStream in) throws IOException {
        OggPage page = first;
        while (page != null && page.is(OggPage.FIRST) && !OpusHead.isOne(page.body())) {
            page = OggPage.read(in);
        }
        return page != null && page.is(OggPage.FIRST) ? page : null;
    }

    /**
     * Goes on with the file that was put behind the one whose end {@link #read} has told.
     *
     * @return true if there is one, and all figures are its own now; false if the file is over, or what follows is no Opus
     * @throws IllegalStateException if {@code read} has not given -1
     * @throws CodecException if it is damaged, or Opus that cannot be read
     * @throws IOException if the stream fails
     */
    public boolean nextLink() throws IOException {
        if (!ended && !truncated) {
            throw new IllegalStateException("the packets of this link have not been read");
        }
        OggPage first = nextHead;
        nextHead = null;
        while (!truncated && (first == null || !first.is(OggPage.FIRST))) {
            first = OggPage.readBehindTheLast(in); // other streams may end later than this one
            if (first == null) {
                return false;
            }
        }
        OggPage opus = head(first, in);
        if (opus == null) {
            return false;
        }
        head = OpusHead.of(opus.body());
        serial = opus.serial();
        page = null;
        ended = false;
        hasEntered = false;
        startPosition = -1;
        lengthSamples = -1;
        skipTags();
        return true;
    }

    private void skipTags() throws IOException {
        int length = gather(true);
        boolean tags = length >= TAGS.length;
        for (int i = 0; tags && i < TAGS.length; i++) {
            tags = gathered[i] == TAGS[i];
        }
        if (!tags) {
            throw new CodecException("the Opus file has no tags before its audio");
        }
        page = null; // RFC 7845 section 3: audio begins on a page of its own
    }

    /**
     * The rate of what was encoded, which the decoder need not have.
     *
     * @return Hz, or 0 if the file does not say
     */
    public int sampleRateHz() {
        return head.sampleRateHz();
    }

    /**
     * What was encoded only for the decoder to settle.
     *
     * @return samples at 48 kHz
     */
    public int preSkipSamples() {
        return head.preSkipSamples();
    }

    /**
     * What the audio is to be amplified by.
     *
     * @return dB, mostly 0
     */
    public double gainDecibels() {
        return head.gain() / 256.0;
    }

    /**
     * Where the audio ends, counted from behind the pre-skip: the last packet may hold more.
     *
     * @return samples at 48 kHz, 0 or more; -1 as long as the last page was not read, which is read before its first packet
     *     is given
     */
    public long lengthSamples() {
        return lengthSamples;
    }

    /**
     * Gives the next packet.
     *
     * @param packet where it goes; {@link #MAX_PACKET_BYTES} from the offset are always enough
     * @param offset index of its first byte
     * @return its length in bytes, at least 1, or -1 at the end, after which {@link #nextLink} may know more
     * @throws IndexOutOfBoundsException if the packet does not fit; it is lost
     * @throws CodecException if the file is damaged
     * @throws IOException if the stream fails
     */
    public int read(byte[] packet, int offset) throws IOException {
        Objects.checkFromIndexSize(offset, 0, packet.length);
        int length = gather(false);
        if (length >= 0) {
            Objects.checkFromIndexSize(offset, length, packet.length);
            System.arraycopy(gathered, 0, packet, offset, length);
        }
        return length;
    }

    /**
     * Whether the file ends before its last page.
     *
     * @return known when {@link #read} has given -1, false until then
     */
    public boolean isTruncated() {
        return truncated;
    }

    /** Puts a packet together from its pieces; of tags, which may hold pictures, only the beginning. */
    private int gather(boolean tags) throws IOException {
        int length = 0;
        OggPage present = page;
        while (true) {
            if (present == null || piece == present.pieces()) {
                ended = ended || (present != null && present.is(OggPage.LAST));
                present = ended ? null : nextPage();
                page = present;
                if (present == null) {
                    ended = ended || nextHead != null; // some streams go on with a new link without ending the old one
                    truncated = !ended;
                    return -1; // what a cut file has of its last packet is none
                }
                length = enter(present, length, tags);
                continue;
            }
            int bytes = present.pieceBytes(piece++);
            int room = Math.min(bytes, gathered.length - length);
            if (room < bytes && !tags) {
                throw new CodecException("the Opus file has a packet of more than " + MAX_PACKET_BYTES + " bytes");
            }
            System.arraycopy(present.body(), bodyPosition, gathered, length, room);
            bodyPosition += bytes;
            length += room;
            if (bytes < OggPage.MAX_PIECES && length > 0) {
                return length;
            }
        }
    }

    private @Nullable OggPage nextPage() throws IOException {
        OggPage next = OggPage.read(in);
        while (next != null && next.serial() != serial && !isNextLink(next)) {
            next = OggPage.read(in);
        }
        if (next != null && isNextLink(next)) {
            nextHead = next;
            return null;
        }
        return next;
    }

    /** Streams side by side begin before the first page of audio, so that whatever begins later begins a link. */
    private boolean isNextLink(OggPage next) {
        return next.is(OggPage.FIRST) && hasEntered;
    }

    /** Begins a page; how much there is of the packet that goes on in it, which is nothing if a page was lost. */
    private int enter(OggPage entered, int gatheredBytes, boolean tags) {
        piece = 0;
        bodyPosition = 0;
        boolean continued = entered.is(OggPage.CONTINUED);
        if (continued && gatheredBytes == 0) {
            skipRest(entered);
        }
        int kept = continued ? gatheredBytes : 0;
        if (!tags) {
            hasEntered = true;
            locate(entered, kept);
        }
        return kept;
    }

    private void skipRest(OggPage entered) {
        int bytes = OggPage.MAX_PIECES;
        while (bytes == OggPage.MAX_PIECES && piece < entered.pieces()) {
            bytes = entered.pieceBytes(piece++);
            bodyPosition += bytes;
        }
    }

    /** The first page tells where the audio starts, which is not at 0 when it was cut out of more; the last where it ends. */
    private void locate(OggPage entered, int gatheredBytes) {
        boolean last = entered.is(OggPage.LAST);
        if (startPosition < 0 && entered.position() != OggPage.NO_POSITION) {
            startPosition = last ? 0 : Math.max(0, entered.position() - samples(entered, gatheredBytes));
        }
        if (last && entered.position() != OggPage.NO_POSITION) {
            lengthSamples = Math.max(0, entered.position() - startPosition - head.preSkipSamples());
        }
    }

    /** Samples of the packets that end on a page, the first of which may have begun on the page before. */
    private int samples(OggPage entered, int gatheredBytes) {
        int samples = 0;
        int begun = gatheredBytes;
        int packetAt = bodyPosition;
        int end = bodyPosition;
        for (int i = piece; i < entered.pieces(); i++) {
            end += entered.pieceBytes(i);
            if (entered.pieceBytes(i) < OggPage.MAX_PIECES) {
                samples += begun > 0 ? samples(gathered, 0, begun) : samples(entered.body(), packetAt, end - packetAt);
                begun = 0;
                packetAt = end;
            }
        }
        return samples;
    }

    /** A packet that is none is given all the same: its decoder says so, and 20 ms are made up for it as for a lost one. */
    private static int samples(byte[] bytes, int offset, int lengthBytes) {
        try {
            return lengthBytes == 0 ? 0 : OpusPacket.samples(bytes, offset, lengthBytes, CLOCK_HZ);
        } catch (CodecException noPacket) {
            return LOST_SAMPLES;
        }
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        in.close();
    }
}
