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
