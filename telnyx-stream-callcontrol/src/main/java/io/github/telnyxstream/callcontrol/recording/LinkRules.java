package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where downloads may go. Names and paths are checked per link and per redirect; addresses when a name is resolved for the
 * connection itself, so that a name cannot be checked as one address and connected as another. Immutable.
 */
final class LinkRules implements Dns {

    record Place(String host, String pathPrefix) {}

    /** A name that exists, but leads to places that are not allowed only. */
    static final class NoPublicAddress extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        NoPublicAddress(String host) {
            super(host + " has no public address");
        }
    }

    private final List<Place> places;
    private final boolean plainHttp;
    private final boolean privateAddresses;

    LinkRules(List<Place> places, boolean plainHttp, boolean privateAddresses) {
        this.places = List.copyOf(places);
        this.plainHttp = plainHttp;
        this.privateAddresses = privateAddresses;
    }

    HttpUrl check(@Nullable HttpUrl url) throws RecordingDownloadException {
        if (url == null) {
            throw forbidden("the link is no http address");
        }
        if (!url.isHttps() && !plainHttp) {
            throw forbidden("the link to " + url.host() + " is not https");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw forbidden("the link to " + url.host() + " names a user");
        }
        boolean allowed = places.stream()
                .anyMatch(place -> url.host().equals(place.host().toLowerCase(Locale.ROOT))
                        && url.encodedPath().startsWith(place.pathPrefix()));
        if (!allowed) {
            throw forbidden("recordings are not fetched from " + url.host() + " at this path; allow it if it is right");
        }
        return url;
    }

    /** Called by OkHttp for names, and for what looks like a name; literal addresses come by {@link #checkLiteral}. */
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> safe = new ArrayList<>();
        for (InetAddress address : Dns.SYSTEM.lookup(host)) {
            if (privateAddresses || isPublic(address)) {
                safe.add(address);
            }
        }
        if (safe.isEmpty()) {
            throw new NoPublicAddress(host);
        }
        return safe;
    }

    void checkLiteral(HttpUrl url) throws RecordingDownloadException {
        String host = url.host();
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        if (!literal || privateAddresses) {
            return;
        }
        try {
            if (!isPublic(InetAddress.getByName(host))) {
                throw forbidden("the link leads to an address that is not public");
            }
        } catch (UnknownHostException malformed) {
            throw forbidden("the link leads to no address");
        }
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (bytes.length == 4) {
            // RFC 6890: this network, shared (carrier) space, protocol assignments, benchmarking, reserved
            return first != 0
                    && !(first == 100 && second >= 64 && second < 128)
                    && !(first == 192 && second == 0)
                    && !(first == 198 && (second == 18 || second == 19))
                    && first < 240;
        }
        // RFC 6890: unique local fc00::/7; RFC 6052 and RFC 3056: IPv4 inside IPv6, whatever it would be
        return (first & 0xfe) != 0xfc
                && !(first == 0x00 && second == 0x64)
                && !(first == 0x20 && second == 0x02)
                && !(first == 0 && second == 0);
    }

    private static RecordingDownloadException forbidden(String message) {
        return new RecordingDownloadException(Reason.FORBIDDEN_ADDRESS, message, 0, null);
    }
}
