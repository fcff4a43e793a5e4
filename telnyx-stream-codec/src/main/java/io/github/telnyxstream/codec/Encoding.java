package io.github.telnyxstream.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm that turns samples into bytes, with the name Telnyx gives it on the wire
 * ("Media Streaming over Websockets": {@code media_format.encoding}, {@code stream_codec},
 * {@code stream_bidirectional_codec}). Immutable.
 */
public enum Encoding {
    /** G.711 µ-law, 8 kHz, one byte per sample. */
    PCMU("PCMU"),
    /** G.711 A-law, 8 kHz, one byte per sample. */
    PCMA("PCMA"),
    /** G.722 at 64 kbit/s: 16 kHz audio, although its RTP clock (and Telnyx) says 8000 (RFC 3551, section 4.5.2). */
    G722("G722"),
    /** Opus, one packet per message (RFC 7587). */
    OPUS("OPUS"),
    /**
     * AMR wideband, 16 kHz, one packet per message (RFC 4867). Where Telnyx writes 8000 for it, that is not the audio's rate:
     * AMR-WB has no other than 16000.
     */
    AMR_WB("AMR-WB"),
    /** Linear 16-bit PCM. */
    L16("L16"),
    /** MPEG audio layer III: whole files, only from the application to Telnyx and only in MP3 mode. */
    MP3("MP3");

    private final String wireName;

    Encoding(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name as Telnyx spells it; requests are case-sensitive.
     *
     * @return the wire name, for example {@code "AMR-WB"}
     */
    public String wireName() {
        return wireName;
    }

    /**
     * The encoding with that wire name, in any case, so that a deviating spelling on the wire is still understood.
     *
     * @param wireName a name, or null
     * @return the encoding, or null for null and for a name that is none
     */
    public static @Nullable Encoding ofWireName(@Nullable String wireName) {
        if (wireName == null) {
            return null;
        }
        String wanted = wireName.trim().toUpperCase(Locale.ROOT);
        for (Encoding encoding : values()) {
            if (encoding.wireName.equals(wanted)) {
                return encoding;
            }
        }
        return null;
    }

    /**
     * The encoding that an announcement means: Telnyx's name in any case, or the media type of RFC 4856 and its usual
     * variants, with or without parameters ({@code audio/L16;rate=16000}, {@code audio/x-mulaw}, {@code audio/basic}).
     * Requests have to use the {@link #wireName}.
     *
     * @param name a name, or null
     * @return the encoding, or null for null and for a name that is none
     */
    public static @Nullable Encoding ofAnnouncedName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        int parametersAt = name.indexOf(';');
        String type = (parametersAt < 0 ? name : name.substring(0, parametersAt))
                .trim()
                .toUpperCase(Locale.ROOT);
        String wanted = type.startsWith("AUDIO/") ? type.substring("AUDIO/".length()) : type;
        return switch (wanted) {
            case "X-MULAW", "MULAW", "ULAW", "BASIC", "G711U", "X-PCMU" -> PCMU;
            case "X-ALAW", "ALAW", "G711A", "X-PCMA" -> PCMA;
            case "AMRWB", "AMR_WB" -> AMR_WB;
            case "X-L16", "LINEAR16" -> L16;
            default -> ofWireName(wanted);
        };
    }
}
