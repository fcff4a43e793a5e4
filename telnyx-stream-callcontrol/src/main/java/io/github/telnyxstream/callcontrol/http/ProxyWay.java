package io.github.telnyxstream.callcontrol.http;

import io.github.telnyxstream.callcontrol.network.NetworkSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The way out through proxies: chooses one, resolves its name (that of the target is the proxy's business), answers its
 * question for credentials, and names it in failures that are its. Thread-safe.
 */
final class ProxyWay extends EventListener implements Authenticator {

    private static final String CREDENTIALS = "Proxy-Authorization";
    private static final String OF_OKHTTP = "OkHttp-Preemptive";
    /** The text of OkHttp's exception; there is no type for it. */
    private static final String TUNNEL_REFUSED = "Unexpected response code for CONNECT: ";

    /** Which proxy a call has gone through last; a tag of its request. */
    static final class Passed {
        private volatile @Nullable String proxy;
    }

    private final NetworkSettings network;
    private final Dns targets;
    private final Set<String> proxyHosts = ConcurrentHashMap.newKeySet();

    private ProxyWay(NetworkSettings network, Dns targets) {
        this.network = network;
        this.targets = targets;
    }

    static ProxyWay of(NetworkSettings network, Dns targets, OkHttpClient.Builder client) {
        ProxyWay way = new ProxyWay(network, targets);
        client.proxySelector(way.new Selector())
                .proxyAuthenticator(way)
                .dns(way.new Names())
                .eventListener(way);
        return way;
    }

    private final class Selector extends ProxySelector {

        @Override
        public List<Proxy> select(URI address) {
            ProxySelector chosen = chosen();
            List<Proxy> proxies = chosen == null ? null : chosen.select(address);
            if (proxies == null) {
                return List.of(Proxy.NO_PROXY);
            }
            for (Proxy proxy : proxies) {
                if (proxy.address() instanceof InetSocketAddress at) {
                    proxyHosts.add(at.getHostString());
                }
            }
            return proxies;
        }

        @Override
        public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
            ProxySelector chosen = chosen();
            if (chosen != null) {
                chosen.connectFailed(address, proxy, failure);
            }
        }

        private @Nullable ProxySelector chosen() {
            return network.proxySelector().orElseGet(ProxySelector::getDefault);
        }
    }

    private final class Names implements Dns {

        /** Names of targets come here only when no proxy is used for them. */
        @Override
        public List<InetAddress> lookup(String host) throws UnknownHostException {
            if (!proxyHosts.contains(host)) {
                return targets.lookup(host);
            }
            try {
                return Dns.SYSTEM.lookup(host);
            } catch (UnknownHostException unknown) {
                throw new UnknownProxy(host);
            }
        }
    }

    /** A proxy whose name, the message, could not be resolved. */
    private static final class UnknownProxy extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        UnknownProxy(String host) {
            super(host);
        }
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        Passed passed = call.request().tag(Passed.class);
        if (passed != null) {
            passed.proxy = proxy.address() instanceof InetSocketAddress at ? name(at) : null;
        }
    }

    private static String name(InetSocketAddress proxy) {
        return "the proxy " + proxy.getHostString() + ":" + proxy.getPort();
    }

    /** Asked by OkHttp before the first request, too, when the proxy has not asked anything yet. */
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        List<Challenge> challenges = response.challenges();
        if (challenges.stream().anyMatch(challenge -> challenge.scheme().equals(OF_OKHTTP))) {
            return null;
        }
        InetSocketAddress at = Objects.requireNonNull((InetSocketAddress)
                Objects.requireNonNull(route, "route").proxy().address());
        Challenge basic = challenges.stream()
                .filter(challenge -> challenge.scheme().equalsIgnoreCase("Basic"))
                .findFirst()
                .orElseThrow(
                        () -> refused(at, "wants credentials by a scheme other than Basic: " + schemes(challenges)));
        if (response.request().header(CREDENTIALS) != null) {
            throw refused(at, "does not accept these credentials");
        }
        PasswordAuthentication credentials = network.proxyCredentials().orElseGet(() -> ofTheJvm(at, basic));
        if (credentials == null) {
            throw refused(at, "wants credentials");
        }
        String value = Credentials.basic(
                credentials.getUserName(), new String(credentials.getPassword()), StandardCharsets.UTF_8);
        return response.request().newBuilder().header(CREDENTIALS, value).build();
    }

    private static @Nullable PasswordAuthentication ofTheJvm(InetSocketAddress proxy, Challenge basic) {
        return java.net.Authenticator.requestPasswordAuthentication(
                proxy.getHostString(),
                proxy.getAddress(),
                proxy.getPort(),
                "http",
                basic.realm(),
                basic.scheme(),
                null,
                java.net.Authenticator.RequestorType.PROXY);
    }

    /** What the proxy calls them; letters only, because it is text from outside. */
    private static String schemes(List<Challenge> challenges) {
        return challenges.stream()
                .map(Challenge::scheme)
                .filter(scheme -> scheme.matches("[A-Za-z0-9-]{1,20}"))
                .limit(5)
                .collect(Collectors.joining(", "));
    }

    private static ProxyException refused(InetSocketAddress proxy, String what) {
        return new ProxyException(name(proxy) + " " + what, false, null);
    }

    /** The failure itself, or one that names the proxy where it is the proxy's. */
    IOException named(Call call, IOException failure) {
        ProxyException ours = find(failure);
        if (ours != null) {
            return ours;
        }
        if (failure instanceof UnknownProxy) {
            return new ProxyException(
                    "the name of the proxy, " + failure.getMessage() + ", could not be resolved", true, failure);
        }
        Passed passed = call.request().tag(Passed.class);
        String proxy = passed == null ? null : passed.proxy;
        if (proxy == null) {
            return failure;
        }
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof ConnectException) {
            return new ProxyException(proxy + " takes no connection", true, failure);
        }
        if (text.startsWith(TUNNEL_REFUSED)) {
            String status = text.substring(TUNNEL_REFUSED.length());
            return new ProxyException(
                    proxy + " does not lead to " + call.request().url().host() + ": HTTP " + status,
                    status.startsWith("5"),
                    failure);
        }
        return failure;
    }

    private static @Nullable ProxyException find(Throwable failure) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 16; at = at.getCause(), depth++) {
            if (at instanceof ProxyException ours) {
                return ours;
            }
            for (Throwable other : at.getSuppressed()) {
                if (other instanceof ProxyException ours) {
                    return ours;
                }
            }
        }
        return null;
    }
}
