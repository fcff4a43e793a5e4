package io.github.telnyxstream.callcontrol;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Telnyx's switches have against a call, and what to do about it: the D codes ("Telnyx SIP Response Codes"). They come
 * beside {@code errors}, or at the end of a title or detail, and say more than the code of the error, which is 10010 for most.
 * Stateless.
 */
final class RoutingReason {

    private static final Pattern CODE = Pattern.compile("\\bD([1-9]\\d?)\\b");

    private static final Map<String, String> ADVICE = Map.ofEntries(
            entry("D1", "too many outbound calls of the account at once: wait, or have the limit raised"),
            entry("D2", "too many calls of the outbound profile at once: wait, or raise its limit"),
            entry("D3", "too many calls of the connection at once: wait, or raise its limit"),
            entry("D4", "too many inbound calls of the connection at once: wait, or raise its limit"),
            entry("D7", "assign an outbound voice profile to the connection or application"),
            entry("D9", "the limit for this international destination is reached: wait, or have it raised"),
            entry("D10", "too many outbound calls of the account at once: wait, or have the limit raised"),
            entry("D11", "check the number that is called"),
            entry("D12", "allow the destination in the outbound profile's service plan"),
            entry("D13", "allow the country in the outbound profile"),
            entry("D14", "check the number that is called"),
            entry("D15", "enable the outbound profile"),
            entry("D16", "enable the connection"),
            entry("D17", "the account is disabled: ask Telnyx's support"),
            entry("D18", "enable the connection"),
            entry("D19", "the account is blocked: check its balance"),
            entry("D21", "the number called has no destination: register its connection, or set where it leads"),
            entry("D22", "a channel limit is reached: wait, or raise it"),
            entry("D24", "raise the highest rate per minute in the outbound profile"),
            entry("D25", "no account is known for the caller: check the connection's authentication"),
            entry("D26", "the caller has no connection: check it, and its outbound profile"),
            entry("D29", "check the token and address of the connection's authentication"),
            entry("D30", "check the SIP address, and the connection's preference for calls to such"),
            entry("D31", "check the connection's settings for its SIP subdomain"),
            entry("D35", "write the caller's number in E.164 form"),
            entry("D36", "call from a number of your own"),
            entry("D37", "emergency numbers cannot be called this way"),
            entry("D38", "assign an outbound voice profile to the connection or application"),
            entry("D39", "the day's limit for international calls is reached: have it raised"),
            entry("D44", "check connection_id"),
            entry("D46", "call from another number: this one is for being called only"),
            entry("D49", "check the caller's number"),
            entry("D50", "check the number that is called"),
            entry("D51", "verify the caller's number in the portal, or call from a number of Telnyx's"),
            entry("D53", "caller and called number are the same"),
            entry("D60", "verify the number that is called, or raise the account's level"),
            entry("D61", "raise the account's level for such calls"));

    private RoutingReason() {}

    /** The first code in one of the texts. */
    static Optional<String> find(Iterable<? extends @Nullable CharSequence> texts) {
        for (CharSequence text : texts) {
            Matcher found = CODE.matcher(text == null ? "" : text);
            if (found.find()) {
                return Optional.of(found.group());
            }
        }
        return Optional.empty();
    }

    static Optional<String> advice(String code) {
        return Optional.ofNullable(ADVICE.get(code));
    }
}
