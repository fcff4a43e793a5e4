package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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

    static final int HTTPS_PORT = 443;

    record Place(String host, int port, String pathPrefix) {

        /** By whole segments: what begins like it is another place. */
        boolean holds(HttpUrl url) {
            String path = url.encodedPath();
            return path.startsWith(pathPrefix)
                    && (pathPrefix.endsWith("/")
                            || path.length() == pathPrefix.length()
                            || path.charAt(pathPrefix.length()) == '/');
        }
    }

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
        if (url.pathSegments().stream().anyMatch(LinkRules::leadsUp)) {
            throw forbidden("the path of the link to " + url.host() + " leads upwards");
        }
        boolean allowed = places.stream()
                .anyMatch(place -> url.host().equals(place.host().toLowerCase(Locale.ROOT))
                        && (plainHttp || url.port() == place.port())
                        && place.holds(url));
        if (!allowed) {
            throw forbidden("recordings are not fetched from " + url.host()
                    + " at this port and path; allow it if it is right");
        }
        return url;
    }

    /** Slashes that were encoded stay in a segment, and a server may well decode them before it looks at dots. */
    private static boolean leadsUp(String segment) {
        return Arrays.asList(segment.split("[/\\\\]", -1)).contains("..");
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
        return bytes.length == 4 ? isGlobal(bytes, 0) : isGlobalVersion6(bytes);
    }

    /** RFC 6890: not this network, shared (carrier) space, protocol assignments, documentation, benchmarking, reserved. */
    private static boolean isGlobal(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        int third = bytes[at + 2] & 0xff;
        return first != 0
                && first != 10
                && first != 127
                && first < 224
                && !(first == 100 && second >= 64 && second < 128)
                && !(first == 169 && second == 254)
                && !(first == 172 && second >= 16 && second < 32)
                && !(first == 192 && (second == 168 || (second == 0 && (third == 0 || third == 2))))
                && !(first == 198 && (second == 18 || second == 19 || (second == 51 && third == 100)))
                && !(first == 203 && second == 0 && third == 113);
    }

    /**
     * RFC 4291: global unicast 2000::/3 only, without documentation (RFC 3849, RFC 9637) and benchmarks (RFC 5180). Where an
     * IPv4 address is inside, it is the one that counts: NAT64 (RFC 6052; its well-known prefix only), 6to4 (RFC 3056) and
     * Teredo (RFC 4380; server, and client inverted).
     */
    private static boolean isGlobalVersion6(byte[] bytes) {
        ByteBuffer address = ByteBuffer.wrap(bytes);
        int prefix = address.getInt(0);
        if (prefix == 0x0064_ff9b) {
            return address.getLong(4) == 0 && isGlobal(bytes, 12);
        }
        if (prefix == 0x2001_0000) {
            byte[] client = new byte[4];
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~bytes[12 + i];
            }
            return isGlobal(bytes, 4) && isGlobal(client, 0);
        }
        if (prefix >>> 16 == 0x2002) {
            return isGlobal(bytes, 2);
        }
        boolean forExamplesOnly =
                prefix == 0x2001_0db8 || prefix >>> 12 == 0x3fff0 || address.getLong(0) >>> 16 == 0x2001_0002_0000L;
        return (bytes[0] & 0xe0) == 0x20 && !forExamplesOnly;
    }

    private static RecordingDownloadException forbidden(String message) {
        return new RecordingDownloadException(Reason.FORBIDDEN_ADDRESS, message, 0, null);
    }
}
