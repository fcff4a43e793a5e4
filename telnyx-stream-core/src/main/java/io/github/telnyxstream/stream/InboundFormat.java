package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.AnnouncedFormat;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What will arrive, from what was announced and, where that says nothing, from what was asked for.
 *
 * @param format the format, or null when it cannot be told
 * @param doubt what is strange about it, or why it cannot be told; null when all is well
 */
record InboundFormat(@Nullable MediaFormat format, @Nullable String doubt) {

    static InboundFormat of(AnnouncedFormat announced, @Nullable StreamSettings settings) {
        ByteOrder order = settings == null ? ByteOrder.LITTLE_ENDIAN : settings.inboundByteOrder();
        String objection = announced.objection();
        if (objection == null) {
            return new InboundFormat(announced.toMediaFormat(order), announced.doubt());
        }
        boolean saysNothing = announced.encoding().isEmpty() || announced.sampleRateHz() < 0;
        MediaFormat asked = saysNothing && announced.channels() == 1 ? asked(announced, settings, order) : null;
        if (asked != null) {
            return new InboundFormat(
                    asked,
                    objection + "; it is read as what was asked for, "
                            + asked.encoding().wireName());
        }
        return new InboundFormat(
                null,
                saysNothing ? objection + ", and none that could be meant was asked for (inboundEncoding)" : objection);
    }

    /** What was asked for, unless something else was announced. */
    private static @Nullable MediaFormat asked(
            AnnouncedFormat announced, @Nullable StreamSettings settings, ByteOrder order) {
        Encoding encoding = settings == null ? null : settings.inboundEncoding();
        Encoding said = Encoding.ofAnnouncedName(announced.encoding());
        if (settings == null || encoding == null || (said != null && said != encoding)) {
            return null;
        }
        if (!announced.encoding().isEmpty() && said == null) {
            return null;
        }
        // one sampling rate is asked for, and it is that of both directions as far as anybody has seen
        MediaFormat outbound = settings.outboundFormat();
        int rateHz = announced.sampleRateHz() >= 0
                ? announced.sampleRateHz()
                : outbound.encoding() == Encoding.L16 ? outbound.sampleRateHz() : -1;
        return new AnnouncedFormat(encoding.wireName(), rateHz, 1).toMediaFormat(order);
    }
}
