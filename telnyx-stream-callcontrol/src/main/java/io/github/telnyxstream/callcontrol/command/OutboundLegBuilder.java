package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What can be said of a leg that Telnyx calls: dial and transfer. One thread at a time.
 *
 * @param <C> what it builds
 * @param <B> the builder's own type
 */
public abstract class OutboundLegBuilder<C, B extends OutboundLegBuilder<C, B>> extends LegBuilder<C, B> {

    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#wW]{1,64}");

    OutboundLegBuilder(Function<Parameters, C> maker) {
        super(maker);
    }

    /**
     * Name shown to the person called.
     *
     * @param fromDisplayName up to 128 characters
     * @return this builder
     */
    public final B fromDisplayName(String fromDisplayName) {
        return text("from_display_name", fromDisplayName, 128);
    }

    /**
     * How long it may ring; 30 s unless set.
     *
     * @param timeout whole seconds, 5 to 600
     * @return this builder
     */
    public final B timeout(Duration timeout) {
        return seconds("timeout_secs", timeout, 5, 600);
    }

    /**
     * Longest call; four hours unless set.
     *
     * @param timeLimit whole seconds, 30 to 14400
     * @return this builder
     */
    public final B timeLimit(Duration timeLimit) {
        return seconds("time_limit_secs", timeLimit, 30, 14400);
    }

    /**
     * Finds out whether a person or a machine answers.
     *
     * @param machineDetection how
     * @return this builder
     */
    public final B machineDetection(MachineDetection machineDetection) {
        return include(
                Objects.requireNonNull(machineDetection, "machineDetection").group());
    }

    /**
     * Played when the call is answered.
     *
     * @param audioUrl an http or https address of an MP3 or WAV
     * @return this builder
     */
    public final B audioUrl(String audioUrl) {
        return link("audio_url", audioUrl, "http", "https");
    }

    /**
     * Played when the call is answered, uploaded before.
     *
     * @param mediaName name of the upload
     * @return this builder
     */
    public final B mediaName(String mediaName) {
        return text("media_name", mediaName, 255);
    }

    /**
     * Key presses sent when the call is answered.
     *
     * @param sendDigitsOnAnswer up to 64 of {@code 0-9A-D*#wW}
     * @return this builder
     */
    public final B sendDigitsOnAnswer(String sendDigitsOnAnswer) {
        return pattern("send_digits_on_answer", sendDigitsOnAnswer, KEYS, "1 to 64 of 0-9 A-D * # w W");
    }

    /**
     * What becomes of the leg after a bridge ends.
     *
     * @param parkAfterUnbridge {@code self} keeps it; unset hangs up
     * @return this builder
     */
    public final B parkAfterUnbridge(String parkAfterUnbridge) {
        return text("park_after_unbridge", parkAfterUnbridge, 20);
    }

    /**
     * Encryption of the audio; none unless set.
     *
     * @param mediaEncryption the kind
     * @return this builder
     */
    public final B mediaEncryption(MediaEncryption mediaEncryption) {
        return choice("media_encryption", mediaEncryption);
    }

    /**
     * User name for a SIP challenge.
     *
     * @param sipAuthUsername user name
     * @return this builder
     */
    public final B sipAuthUsername(String sipAuthUsername) {
        return text("sip_auth_username", sipAuthUsername, 255);
    }

    /**
     * Password for a SIP challenge.
     *
     * @param sipAuthPassword password
     * @return this builder
     */
    public final B sipAuthPassword(String sipAuthPassword) {
        return text("sip_auth_password", sipAuthPassword, 255);
    }

    /**
     * Transport of SIP; UDP unless set.
     *
     * @param sipTransport the transport
     * @return this builder
     */
    public final B sipTransport(SipTransport sipTransport) {
        return choice("sip_transport_protocol", sipTransport);
    }

    /**
     * Region of SIP; US unless set.
     *
     * @param sipRegion the region
     * @return this builder
     */
    public final B sipRegion(SipRegion sipRegion) {
        return choice("sip_region", sipRegion);
    }

    /**
     * Whether the caller is hidden.
     *
     * @param privacy the choice
     * @return this builder
     */
    public final B privacy(Privacy privacy) {
        return choice("privacy", privacy);
    }

    /**
     * The number that the call was diverted from.
     *
     * @param diversion E.164 number or SIP address
     * @return this builder
     */
    public final B diversion(String diversion) {
        return text("diversion", diversion, 255);
    }

    /**
     * Whether a call to a Telnyx mobile number goes to the device itself.
     *
     * @param routeToMobile true for the device
     * @return this builder
     */
    public final B routeToMobile(boolean routeToMobile) {
        return put("route_to_mobile", routeToMobile);
    }

    @Override
    void check() {
        atMostOneOf("audio_url", "media_name");
    }
}
