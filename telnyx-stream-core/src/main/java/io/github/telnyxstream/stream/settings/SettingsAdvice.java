package io.github.telnyxstream.stream.settings;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What will not work as somebody may think. The sentences are few, so that each can be logged once. */
final class SettingsAdvice {
    private static final Logger log = LoggerFactory.getLogger(StreamSettings.class);
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    /** {@code stream_bidirectional_sampling_rate} (reference "Streaming start"). */
    private static final Set<Integer> RATES_HZ = Set.of(8000, 16000, 22050, 24000, 48000);

    private SettingsAdvice() {}

    static List<String> of(StreamSettings settings) {
        List<String> advice = new ArrayList<>();
        if (settings.targetLegs() == TargetLegs.OPPOSITE) {
            advice.add(
                    "targetLegs OPPOSITE: on a call with a single leg, as an answering machine or a voice agent has it,"
                            + " nobody hears what is sent; use SELF there");
        }
        if (settings.outboundMode() == OutboundMode.MP3) {
            ofMp3(settings, advice);
        } else {
            ofRtp(settings, advice);
        }
        if (settings.track() != StreamTrack.INBOUND) {
            advice.add("track " + settings.track().wireName()
                    + ": legs with a bidirectional stream were seen to deliver no" + " outbound frames");
        }
        return List.copyOf(advice);
    }

    private static void ofMp3(StreamSettings settings, List<String> advice) {
        if (!settings.outboundFormat().equals(MediaFormat.PCMU)) {
            advice.add("outboundMode MP3: the outbound format "
                    + settings.outboundFormat().encoding().wireName()
                    + " is not asked for; it belongs to OutboundMode.RTP");
        }
        if (settings.inboundEncoding() == Encoding.L16) {
            advice.add(l16WithoutRate("outboundMode MP3"));
        }
    }

    private static void ofRtp(StreamSettings settings, List<String> advice) {
        MediaFormat outbound = settings.outboundFormat();
        int rateHz = settings.outboundWireRateHz();
        String name = outbound.encoding().wireName() + " at " + rateHz + " Hz";
        if (!RATES_HZ.contains(rateHz)) {
            advice.add("outboundFormat " + name + ": Telnyx knows 8000, 16000, 22050, 24000 and 48000 Hz only");
        } else if (outbound.encoding() == Encoding.OPUS && rateHz > 16000) {
            advice.add("outboundFormat " + name + ": Telnyx documents 8000 and 16000 Hz for OPUS");
        }
        if (settings.inboundEncoding() == Encoding.L16 && outbound.encoding() != Encoding.L16) {
            advice.add(l16WithoutRate("outboundFormat " + outbound.encoding().wireName()));
        }
    }

    private static String l16WithoutRate(String with) {
        return "inboundEncoding L16 with " + with
                + ": no field asks for the rate of inbound L16, and it was seen to follow that of an outbound L16 only;"
                + " use an outbound format of L16 with the rate that you want";
    }

    static void log(List<String> advice) {
        for (String sentence : advice) {
            if (LOGGED.add(sentence)) {
                log.warn("Stream settings: {}", sentence);
            }
        }
    }
}
