package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the audio of a call; each may be null. Telnyx writes them as texts. Immutable.
 *
 * @param inbound what came from the phone
 * @param outbound what went to the phone
 * @param unknownFields everything else, field name to JSON text
 */
public record CallQuality(Direction inbound, Direction outbound, Map<String, String> unknownFields) {

    /**
     * One direction. Immutable.
     *
     * @param mos mean opinion score, 1 to 5; inbound only
     * @param jitterMaxVariance largest variance of arrival; inbound only
     * @param jitterPacketCount packets that jitter held up; inbound only
     * @param packetCount packets
     * @param skipPacketCount packets that were skipped
     * @param unknownFields everything else, field name to JSON text
     */
    public record Direction(
            @Nullable Double mos,
            @Nullable Double jitterMaxVariance,
            @Nullable Long jitterPacketCount,
            @Nullable Long packetCount,
            @Nullable Long skipPacketCount,
            Map<String, String> unknownFields) {

        static Direction read(JsonFields in) {
            return new Direction(
                    in.number("mos"),
                    in.number("jitter_max_variance"),
                    in.whole("jitter_packet_count"),
                    in.whole("packet_count"),
                    in.whole("skip_packet_count"),
                    in.rest());
        }
    }

    static CallQuality read(JsonFields in) {
        return new CallQuality(Direction.read(in.object("inbound")), Direction.read(in.object("outbound")), in.rest());
    }
}
