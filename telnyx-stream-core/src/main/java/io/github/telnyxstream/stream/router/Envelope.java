package io.github.telnyxstream.stream.router;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What routers of this library say to each other. One byte says which version, one which kind; nodes of different
 * versions meet during a rolling restart, so that what cannot be read is left alone.
 */
sealed interface Envelope {
    byte VERSION = 1;

    /** A command, and the topic on which its sender waits. */
    @SuppressWarnings("ArrayRecordComponent") // on its way, compared by its id
    record Command(UUID id, String replyTopic, byte[] body) implements Envelope {}

    /** An answer: a body, or a refusal with its reason as the body. */
    @SuppressWarnings("ArrayRecordComponent") // on its way, compared by its id
    record Answer(UUID id, boolean refused, byte[] body) implements Envelope {
        private static final int MOST_REASON_CHARS = 1_000;

        static Answer refusal(UUID id, String reason) {
            String cut = reason.length() > MOST_REASON_CHARS ? reason.substring(0, MOST_REASON_CHARS) + "…" : reason;
            return new Answer(id, true, cut.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Somebody owns the topic's key, since then by his own clock. */
    record Claim(UUID owner, long sinceMillis, Standing standing) implements Envelope {}

    /**
     * Somebody owns the topic's key, and has heard the claim of another before his own: if that one says the same of him, both
     * own it, since an engine may tell two nodes of two claims in two orders.
     */
    record Rival(UUID owner, long sinceMillis, UUID over) implements Envelope {}

    /** What a claim may rely on. */
    enum Standing {
        /** It is the owner's first. */
        NEW(0),
        /** Its owner was cut off meanwhile and may have missed a newer one. */
        RENEWED(1),
        /** Its owner has heard every claim since its own: it is the newest, whatever the clocks say. */
        UNINTERRUPTED(2),
        /** It is none any more: its owner has given way, and asks whether anybody holds the key. */
        ASKING(3);

        /** As it stands in a message. */
        final byte code;

        Standing(int code) {
            this.code = (byte) code;
        }
    }

    default byte[] toBytes() {
        if (this instanceof Command command) {
            byte[] topic = command.replyTopic.getBytes(StandardCharsets.US_ASCII);
            return head(1, command.id, 2 + topic.length + command.body.length)
                    .putShort((short) topic.length)
                    .put(topic)
                    .put(command.body)
                    .array();
        }
        if (this instanceof Answer answer) {
            return head(2, answer.id, 1 + answer.body.length)
                    .put((byte) (answer.refused ? 1 : 0))
                    .put(answer.body)
                    .array();
        }
        if (this instanceof Rival rival) {
            return head(4, rival.owner, 24)
                    .putLong(rival.sinceMillis)
                    .putLong(rival.over.getMostSignificantBits())
                    .putLong(rival.over.getLeastSignificantBits())
                    .array();
        }
        Claim claim = (Claim) this;
        return head(3, claim.owner, 9)
                .putLong(claim.sinceMillis)
                .put(claim.standing.code)
                .array();
    }

    private static ByteBuffer head(int kind, UUID id, int more) {
        return ByteBuffer.allocate(18 + more)
                .put(VERSION)
                .put((byte) kind)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
    }

    /** Null for what this version cannot read. */
    static @Nullable Envelope of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.get() != VERSION) {
                return null;
            }
            byte kind = in.get();
            UUID id = new UUID(in.getLong(), in.getLong());
            return switch (kind) {
                case 1 -> new Command(id, new String(next(in, in.getShort()), StandardCharsets.US_ASCII), rest(in));
                case 2 -> new Answer(id, in.get() != 0, rest(in));
                case 3 -> new Claim(id, in.getLong(), standing(in.get()));
                case 4 -> new Rival(id, in.getLong(), new UUID(in.getLong(), in.getLong()));
                default -> null;
            };
        } catch (BufferUnderflowException cutOff) {
            return null;
        }
    }

    private static Standing standing(byte code) {
        return switch (code) {
            case 0 -> Standing.NEW;
            case 2 -> Standing.UNINTERRUPTED;
            case 3 -> Standing.ASKING;
            default -> Standing.RENEWED;
        };
    }

    private static byte[] rest(ByteBuffer in) {
        return next(in, in.remaining());
    }

    private static byte[] next(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
