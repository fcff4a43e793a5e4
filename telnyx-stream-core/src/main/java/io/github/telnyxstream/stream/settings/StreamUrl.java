package io.github.telnyxstream.stream.settings;

import java.net.URI;

/** What Telnyx can open as the URL of a stream, and what may be shown of it. <b>Threads:</b> stateless. */
public final class StreamUrl {
    /** Error 10003 of the API ("API error codes"). */
    private static final int MAX_CHARS = 2000;

    private StreamUrl() {}

    static String check(String url) {
        if (url.length() > MAX_CHARS) {
            throw new IllegalArgumentException("url has " + url.length() + " characters, Telnyx takes " + MAX_CHARS);
        }
        URI parsed;
        try {
            parsed = URI.create(url);
        } catch (IllegalArgumentException malformed) {
            // its message and cause would repeat the URL, which may hold a token
            throw new IllegalArgumentException("url is not a URL");
        }
        String scheme = parsed.getScheme();
        if (!("ws".equals(scheme) || "wss".equals(scheme)) || parsed.getHost() == null) {
            throw new IllegalArgumentException("url must be ws:// or wss:// with a host, its scheme is " + scheme);
        }
        return url;
    }

    /** Scheme and host; a path or a query may hold a token. */
    static String masked(String url) {
        URI parsed = URI.create(url);
        return parsed.getScheme() + "://" + parsed.getHost() + "/…";
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
        int queryAt = url.indexOf('?');
        String path = queryAt < 0 ? url : url.substring(0, queryAt);
        String query = queryAt < 0 ? "" : url.substring(queryAt);
        return path + (path.endsWith("/") ? "" : "/") + segment + query;
    }
}
