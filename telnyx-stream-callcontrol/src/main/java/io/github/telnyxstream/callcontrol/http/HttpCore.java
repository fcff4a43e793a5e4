package io.github.telnyxstream.callcontrol.http;

import io.github.telnyxstream.callcontrol.network.NetworkSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Makes exchanges on the calling thread, one try after the other, and can end all of them: what is on the wire until its body is
 * closed, and every pause between tries. Redirects are not followed, and nothing is repeated that {@link Tries} does not ask for.
 * Thread-safe.
 */
public final class HttpCore {

    /** How a pause is waited for. */
    @FunctionalInterface
    public interface Sleep {

        /**
         * Waits.
         *
         * @param pause how long
         * @throws InterruptedException if the thread was interrupted
         */
        void sleep(Duration pause) throws InterruptedException;
    }

    /**
     * Reads an answer.
     *
     * @param <T> what is made of it
     */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * Reads an answer, which is closed afterwards.
         *
         * @param response the answer
         * @return what was made of it
         * @throws IOException if it cannot be read
         */
        T read(Response response) throws IOException;
    }

    private final OkHttpClient http;
    private final ProxyWay way;
    private final Sleep sleep;
    private final Map<Object, Cancellation> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A client.
     *
     * @param client its time-outs and interceptors
     * @param network proxies and trust
     * @param targets resolves the names of servers that no proxy leads to
     * @param sleep waits between tries
     */
    public HttpCore(OkHttpClient.Builder client, NetworkSettings network, Dns targets, Sleep sleep) {
        this.sleep = sleep;
        this.way = ProxyWay.of(network, targets, client);
        network.trustStore().ifPresent(certificates -> trust(client, certificates));
        // OkHttp would also repeat a 408 without asking; the tries are counted here
        this.http = client.followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addNetworkInterceptor(HttpCore::leaveTriesToUs)
                .build();
    }

    /**
     * OkHttp repeats a 503 with {@code Retry-After: 0} by itself, whether that does harm or not, unless it cannot read the
     * header; so it gets another spelling of the same. A length below zero would confuse it, and of two it would take the last
     * (RFC 9112 section 6.3).
     */
    private static Response leaveTriesToUs(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        boolean oneLength =
                response.headers("Content-Length").stream().distinct().count() <= 1;
        if (!oneLength || response.body().contentLength() < -1) {
            throw new ProtocolException("no length can be made of what is announced");
        }
        String pause = response.header("Retry-After", "");
        return response.code() == 503 && pause.matches("0+")
                ? response.newBuilder().header("Retry-After", "0.0").build()
                : response;
    }

    private static void trust(OkHttpClient.Builder client, KeyStore certificates) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(certificates);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager trusted) {
                    SSLContext context = SSLContext.getInstance("TLS");
                    context.init(null, new TrustManager[] {trusted}, null);
                    client.sslSocketFactory(context.getSocketFactory(), trusted);
                    return;
                }
            }
            throw new IllegalArgumentException("trustStore gives nothing that certificates could be checked with");
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("trustStore cannot be used", unusable);
        }
    }

    /**
     * Tries until it succeeds.
     *
     * @param <T> what it gives
     * @param <F> what it fails with
     * @param failures the type of what it fails with
     * @param tries what to do
     * @param cancellation stops it; so does {@link #close}
     * @return what a try has given
     * @throws F the last failure
     */
    public <T, F extends Exception> T untilDone(Class<F> failures, Tries<T, F> tries, Cancellation cancellation)
            throws F {
        Object key = new Object(); // one cancellation may stand for several that are nested
        underWay.put(key, cancellation);
        try {
            for (int number = 1; ; number++) {
                if (closed || cancellation.isCancelled()) {
                    cancellation.cancel();
                    throw tries.stopped(number, null);
                }
                Duration pause;
                try {
                    return tries.run(number);
                } catch (Exception failure) {
                    if (!failures.isInstance(failure)) {
                        throw failure;
                    }
                    pause = tries.pauseAfter(failures.cast(failure), number);
                }
                pause(tries, number, pause, cancellation);
            }
        } finally {
            underWay.remove(key);
        }
    }

    private <F extends Exception> void pause(Tries<?, F> tries, int number, Duration pause, Cancellation cancellation)
            throws F {
        if (pause.isZero()) {
            return;
        }
        try {
            cancellation.sleep(sleep, pause);
        } catch (InterruptedException stopped) {
            if (!cancellation.isCancelled()) {
                Thread.currentThread().interrupt();
            }
            throw tries.stopped(number, stopped);
        }
    }

    /**
     * Sends a request and reads its answer; part of a try.
     *
     * @param <T> what is made of the answer
     * @param request what to send
     * @param limit until when the answer must have been read; at least a millisecond
     * @param cancellation ends it
     * @param reader makes something of the answer
     * @return what it has made
     * @throws IOException if there was no answer, or it could not be read; an {@link InterruptedIOException}, with the thread
     *     still interrupted, when it is because of an interrupt
     */
    public <T> T exchange(Request request, Duration limit, Cancellation cancellation, Reader<T> reader)
            throws IOException {
        Call call = http.newCall(request.newBuilder()
                .tag(ProxyWay.Passed.class, new ProxyWay.Passed())
                .build());
        call.timeout().timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        cancellation.watch(call);
        try (Response response = call.execute()) {
            return reader.read(response);
        } catch (IOException failure) {
            throw way.named(call, failure);
        } catch (RuntimeException unexpected) {
            throw unexpected;
        } catch (Exception undeclared) { // OkHttp is Kotlin, and lets InterruptedException out without declaring it
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(undeclared);
            throw interrupted;
        } finally {
            cancellation.watch(null);
        }
    }

    /** {@return whether it was closed: true after {@link #close}} */
    public boolean isClosed() {
        return closed;
    }

    /** Ends everything that is under way, and all that would follow. May be called more than once. */
    public void close() {
        closed = true;
        underWay.values().forEach(Cancellation::cancel);
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
