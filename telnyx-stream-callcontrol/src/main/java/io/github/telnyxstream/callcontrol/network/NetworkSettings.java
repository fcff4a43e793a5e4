package io.github.telnyxstream.callcontrol.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How connections leave this network, the same for commands and for downloads of recordings. Immutable and thread-safe.
 *
 * <pre>{@code
 * NetworkSettings network = NetworkSettings.builder()
 *         .proxy("proxy.example.net", 3128)
 *         .proxyCredentials("media", System.getenv("PROXY_PASSWORD"))
 *         .build();
 * CallControl calls = CallControl.builder(key).network(network).build();
 * RecordingDownloader downloader = RecordingDownloader.builder().network(network).build();
 * }</pre>
 *
 * <p>Where nothing is set, the JVM's settings hold: its {@link ProxySelector} ({@code https.proxyHost}, {@code
 * http.nonProxyHosts}, …, "Java Networking and Proxies"), its {@link java.net.Authenticator} when a proxy asks for credentials,
 * and its trust store ({@code javax.net.ssl.trustStore}).
 */
public final class NetworkSettings {

    /** The JVM's settings. */
    public static final NetworkSettings OF_THE_JVM = builder().build();

    private final @Nullable ProxySelector proxySelector;
    private final @Nullable PasswordAuthentication proxyCredentials;
    private final @Nullable KeyStore trustStore;

    private NetworkSettings(Builder builder) {
        this.proxySelector = builder.proxySelector;
        this.proxyCredentials = builder.proxyCredentials;
        this.trustStore = builder.trustStore;
    }

    /** {@return a new builder that starts with the JVM's settings} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return which proxy is used for which address, or empty for the JVM's} */
    public Optional<ProxySelector> proxySelector() {
        return Optional.ofNullable(proxySelector);
    }

    /**
     * What a proxy is told that asks who we are.
     *
     * @return user and password, or empty for what the JVM's {@link java.net.Authenticator} knows
     */
    public Optional<PasswordAuthentication> proxyCredentials() {
        return Optional.ofNullable(proxyCredentials);
    }

    /** {@return whose certificates are trusted, or empty for the JVM's} */
    public Optional<KeyStore> trustStore() {
        return Optional.ofNullable(trustStore);
    }

    /** What is set, without credentials. */
    @Override
    public String toString() {
        return "NetworkSettings[proxy=" + (proxySelector == null ? "JVM" : "own") + ", credentials="
                + (proxyCredentials == null ? "JVM" : "own") + ", trust=" + (trustStore == null ? "JVM" : "own") + "]";
    }

    /** One way for all addresses. */
    private static final class Fixed extends ProxySelector {

        private final List<Proxy> way;

        Fixed(Proxy proxy) {
            this.way = List.of(proxy);
        }

        @Override
        public List<Proxy> select(URI address) {
            return way;
        }

        @Override
        public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
            // there is no other way to learn it for
        }
    }

    /** Builds settings; one thread at a time. */
    public static final class Builder {

        private @Nullable ProxySelector proxySelector;
        private @Nullable PasswordAuthentication proxyCredentials;
        private @Nullable KeyStore trustStore;

        private Builder() {}

        /**
         * Sends everything through one HTTP proxy, which is asked for a tunnel ({@code CONNECT}, RFC 9110 section 9.3.6).
         *
         * @param host the proxy's name or address; a name is resolved for each connection
         * @param port 1 to 65535
         * @return this builder
         * @throws IllegalArgumentException if the host is empty, or the port none
         */
        public Builder proxy(String host, int port) {
            Objects.requireNonNull(host, "host");
            if (host.isBlank()) {
                throw new IllegalArgumentException("host is empty");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port is " + port + ", must be 1 to 65535");
            }
            return proxies(new Fixed(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port))));
        }

        /**
         * Uses no proxy, whatever the JVM's settings say.
         *
         * @return this builder
         */
        public Builder noProxy() {
            return proxies(new Fixed(Proxy.NO_PROXY));
        }

        /**
         * Chooses a proxy for each address; HTTP and SOCKS proxies are used.
         *
         * @param selector a thread-safe selector
         * @return this builder
         */
        public Builder proxies(ProxySelector selector) {
            this.proxySelector = Objects.requireNonNull(selector, "selector");
            return this;
        }

        /**
         * What a proxy is told that answers 407: user and password by the scheme Basic (RFC 7617). They are not sent before
         * the proxy has asked, and to nobody else.
         *
         * @param user the user, without a colon
         * @param password the password
         * @return this builder
         * @throws IllegalArgumentException if the user has a colon
         */
        public Builder proxyCredentials(String user, String password) {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("user must not have a colon");
            }
            this.proxyCredentials = new PasswordAuthentication(user, password.toCharArray());
            return this;
        }

        /**
         * Whose certificates are trusted, instead of the JVM's: those of a proxy that opens encrypted connections, for
         * example. What is not in it is not trusted.
         *
         * @param certificates a loaded key store; read when a client is built
         * @return this builder
         */
        public Builder trustStore(KeyStore certificates) {
            this.trustStore = Objects.requireNonNull(certificates, "certificates");
            return this;
        }

        /** {@return the settings} */
        public NetworkSettings build() {
            return new NetworkSettings(this);
        }
    }
}
