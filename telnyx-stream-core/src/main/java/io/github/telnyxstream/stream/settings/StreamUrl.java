package io.github.telnyxstream.stream.settings;

import java.net.IDN;
import java.util.Locale;
import java.util.Objects;

/** What Telnyx can open as the URL of a stream, and what may be shown of it. <b>Threads:</b> stateless. */
public final class StreamUrl {
    /** Error 10003 of the API ("API error codes"). */
    private static final int MAX_CHARS = 2000;

    private static final int MAX_PORT = 65535;

    /** Beside letters and digits (RFC 3986, appendix A), with the percent sign of what is encoded. */
    private static final String PUNCTUATION = "-._~:/?[]@!$&'()*+,;=%";

    private StreamUrl() {}

    /**
     * The URL as Telnyx gets it: scheme in small letters, an international host name in ASCII. A refusal never repeats the
     * URL, whose path may hold a token.
     */
    static String check(String url) {
        Objects.requireNonNull(url, "url");
        if (url.length() > MAX_CHARS) {
            throw new IllegalArgumentException("url has " + url.length() + " characters, Telnyx takes " + MAX_CHARS);
        }
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new IllegalArgumentException("url must begin with ws:// or wss://");
        }
        if (!url.startsWith("//", colon + 1)) {
            throw new IllegalArgumentException("url has no // behind " + scheme + ":");
        }
        int from = colon + 3;
        int end = endOfAuthority(url, from);
        String authority = url.substring(from, end);
        String rest = url.substring(end);
        if (rest.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "url has a fragment (#), which a WebSocket URL cannot have (RFC 6455, 3)");
        }
        for (int k = 0; k < rest.length(); k++) {
            requireUrlCharacter(rest.charAt(k), end + k);
        }
        String checked = scheme + "://" + checkAuthority(authority) + rest;
        if (checked.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "url has " + checked.length() + " characters in ASCII, Telnyx takes " + MAX_CHARS);
        }
        return checked;
    }

    private static int endOfAuthority(String url, int from) {
        int end = from;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static void requireUrlCharacter(char c, int at) {
        boolean alphanumeric = c < 0x80 && Character.isLetterOrDigit(c);
        if (!alphanumeric && PUNCTUATION.indexOf(c) < 0) {
            throw new IllegalArgumentException(String.format(
                    "url has the character U+%04X at index %d, which must be percent-encoded", (int) c, at));
        }
    }

    private static String checkAuthority(String authority) {
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("url has a user in front of its host, which no WebSocket client sends");
        }
        int bracket = authority.lastIndexOf(']');
        int portAt = authority.indexOf(':', Math.max(0, bracket));
        String host = portAt < 0 ? authority : authority.substring(0, portAt);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("url has no host");
        }
        return checkHost(host) + (portAt < 0 ? "" : checkPort(authority.substring(portAt)));
    }

    private static String checkPort(String colonAndPort) {
        String port = colonAndPort.substring(1);
        boolean digits = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Integer.parseInt(port) == 0 || Integer.parseInt(port) > MAX_PORT) {
            throw new IllegalArgumentException("url has a port that is not between 1 and " + MAX_PORT);
        }
        return colonAndPort;
    }

    /** Names of RFC 3986: underscores are no host names of the Internet's, but resolve, and are used. */
    private static String checkHost(String host) {
        if (host.startsWith("[")) {
            if (!host.endsWith("]") || !host.matches("\\[[0-9A-Fa-f:.]+]")) {
                throw new IllegalArgumentException("url has a host in brackets that is no IPv6 address");
            }
            return host;
        }
        String ascii;
        try {
            ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException notAName) {
            throw new IllegalArgumentException("url has a host that is no international name");
        }
        for (int k = 0; k < ascii.length(); k++) {
            char c = ascii.charAt(k);
            if (c >= 0x80 || (!Character.isLetterOrDigit(c) && "-._~".indexOf(c) < 0)) {
                throw new IllegalArgumentException(String.format("url has the character U+%04X in its host", (int) c));
            }
        }
        return ascii;
    }

    /** Scheme and host; a path or a query may hold a token. */
    static String masked(String url) {
        Objects.requireNonNull(url, "url");
        int from = url.indexOf("//") + 2;
        return url.substring(0, endOfAuthority(url, from)) + "/…";
    }

    /**
     * The URL that leads back to the node which answered the call, where the proxy in front of the nodes goes by host or
     * path. No router is needed then: webhooks go anywhere, but the stream comes to whoever asked for it.
     *
     * <pre>{@code
     * StreamUrl.forNode("wss://voice.example.com/media/{node}", "node-7")
     * }</pre>
     *
     * @param template the URL of the application's streams, with {@code {node}} in its host or path
     * @param node this node's name, as the proxy knows it: letters, digits and hyphens
     * @return the URL of this node's streams
     * @throws IllegalArgumentException if the template has no such place, or the name has other characters
     */
    public static String forNode(String template, String node) {
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(node, "node");
        if (!template.contains("{node}")) {
            throw new IllegalArgumentException("the URL has no {node} in it");
        }
        if (!node.matches("[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException("node is " + node + ", must be letters, digits and hyphens");
        }
        return check(template.replace("{node}", node));
    }

    /**
     * Puts a part behind the path, before the query: the place for a token where a command has no field for one.
     *
     * @param url the URL of a stream
     * @param segment what becomes the last part of its path; not escaped
     * @return the longer URL
     */
    public static String withLastSegment(String url, String segment) {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(segment, "segment");
        int queryAt = url.indexOf('?');
        String path = queryAt < 0 ? url : url.substring(0, queryAt);
        String query = queryAt < 0 ? "" : url.substring(queryAt);
        return path + (path.endsWith("/") ? "" : "/") + segment + query;
    }
}
