package io.github.telnyxstream.callcontrol.command;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What can be said of a leg when it is made or answered: dial, answer and transfer. One thread at a time.
 *
 * @param <C> what it builds
 * @param <B> the builder's own type
 */
public abstract class LegBuilder<C, B extends LegBuilder<C, B>> extends CommandBuilder<C, B> {

    private static final Pattern CODECS = Pattern.compile("[A-Za-z0-9-]+(?:,[A-Za-z0-9-]+){0,19}");
    private static final Set<String> STANDARD_HEADERS = Set.of("user-to-user", "diversion");

    LegBuilder(Function<Parameters, C> maker) {
        super(maker);
    }

    /**
     * SIP headers of your own ({@code X-…}).
     *
     * @param customHeaders the headers
     * @return this builder
     */
    public final B customHeaders(List<SipHeader> customHeaders) {
        return headers("custom_headers", customHeaders);
    }

    /**
     * Standard SIP headers; Telnyx allows {@code User-to-User} and {@code Diversion}.
     *
     * @param sipHeaders the headers
     * @return this builder
     * @throws IllegalArgumentException for another header
     */
    public final B sipHeaders(List<SipHeader> sipHeaders) {
        for (SipHeader header : Objects.requireNonNull(sipHeaders, "sipHeaders")) {
            if (!STANDARD_HEADERS.contains(header.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("sip_headers has " + header.name()
                        + ", must be User-to-User or Diversion; headers of your own go with custom_headers");
            }
        }
        return headers("sip_headers", sipHeaders);
    }

    /**
     * Codecs of the phone leg in order of preference.
     *
     * @param preferredCodecs a comma-separated list of {@code G722,PCMU,PCMA,G729,OPUS,VP8,H264}
     * @return this builder
     */
    public final B preferredCodecs(String preferredCodecs) {
        return pattern("preferred_codecs", preferredCodecs, CODECS, "1 to 20 names of codecs with commas between");
    }

    /**
     * Records the call from the moment it is answered.
     *
     * @param record how
     * @return this builder
     */
    public final B record(CallRecording record) {
        return include(Objects.requireNonNull(record, "record").parameters());
    }

    /**
     * Changes how one side sounds.
     *
     * @param soundModifications the changes
     * @return this builder
     */
    public final B soundModifications(SoundModifications soundModifications) {
        return put(
                "sound_modifications",
                Objects.requireNonNull(soundModifications, "soundModifications").parameters());
    }

    /**
     * Sends the webhooks of this call elsewhere.
     *
     * @param webhooks where
     * @return this builder
     */
    public final B webhooks(WebhookOverrides webhooks) {
        return include(Objects.requireNonNull(webhooks, "webhooks").parameters());
    }
}
