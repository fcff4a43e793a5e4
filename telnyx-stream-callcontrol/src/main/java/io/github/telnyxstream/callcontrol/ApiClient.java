package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to the REST API: one try after the other, by the retry rules, until the deadline. Thread-safe. */
final class ApiClient {

    private static final Logger LOG = LoggerFactory.getLogger(CallControl.class);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final long MAX_ANSWER_BYTES = 8 << 20;

    private final OkHttpClient http;
    private final HttpUrl baseUrl;
    private final Headers headers;
    private final CallControl.Builder settings;
    private final Circuit circuit;
    private final RetryPauses pauses;
    private volatile boolean closed;

    ApiClient(CallControl.Builder settings) {
        this.settings = settings;
        this.baseUrl = settings.baseUrl;
        this.pauses = new RetryPauses(settings.clock);
        this.circuit = new Circuit(
                settings.circuitThreshold,
                settings.circuitOpenFor,
                settings.nanoTime,
                open -> observe(() -> settings.observer.onCircuitChanged(open)));
        this.headers = new Headers.Builder()
                .add("Authorization", "Bearer " + settings.apiKey)
                .add("Accept", "application/json")
                .add("User-Agent", "telnyx-stream (Java/" + Runtime.version().feature() + ")")
                .build();
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(
                        false) // it would also repeat a 408 without asking; the tries are counted here
                .addNetworkInterceptor(ApiClient::leaveTriesToUs)
                .connectTimeout(settings.connectTimeout)
                .readTimeout(settings.tryTimeout)
                .writeTimeout(settings.tryTimeout)
                .build();
    }

    /**
     * OkHttp repeats a 503 with {@code Retry-After: 0} by itself, whether that does harm or not, unless it cannot read the
     * header; so it gets another spelling of the same. And a length below zero would confuse it.
     */
    private static Response leaveTriesToUs(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.body().contentLength() < -1) {
            throw new ProtocolException("a length below zero is announced");
        }
        String pause = response.header("Retry-After", "");
        return response.code() == 503 && pause.matches("0+")
                ? response.newBuilder().header("Retry-After", "0.0").build()
                : response;
    }

    Sleeper sleeper() {
        return settings.sleeper;
    }

    long nanoTime() {
        return settings.nanoTime.getAsLong();
    }

    ApiResponse execute(ApiRequest request, Cancellation cancellation) {
        String label = request.label();
        Request prepared = prepare(request);
        long start = nanoTime();
        for (int tries = 1; ; tries++) {
            if (closed) {
                throw failed(label, tries - 1, start, ApiFailures.cancelled(label + " (the client is closed)", null));
            }
            if (!circuit.tryPass()) {
                throw failed(label, tries - 1, start, ApiFailures.circuitOpen(label, tries > 1, circuit.lastFailure()));
            }
            try {
                ApiResponse response = once(label, prepared, remaining(start), cancellation);
                circuit.answered();
                succeeded(label, tries, start);
                return response;
            } catch (CallControlException failure) {
                note(failure);
                if (isDoneAlready(request, tries, failure)) {
                    succeeded(label, tries, start);
                    return new ApiResponse(204, "", failure.requestId().orElse(null));
                }
                if (isEndOfEndedCall(request, failure)) {
                    succeeded(label, tries, start);
                    throw failure;
                }
                Duration pause = failure.retryAfter().orElseGet(backoffAfter(tries));
                boolean again = failure.isRetryable() && request.repeatable() && tries <= settings.maxRetries;
                if (!again || pause.compareTo(remaining(start)) >= 0) {
                    throw failed(label, tries, start, failure);
                }
                retrying(label, tries, pause, failure);
                pause(label, tries, start, pause, cancellation);
            }
        }
    }

    private void pause(String label, int tries, long start, Duration pause, Cancellation cancellation) {
        try {
            sleep(label, cancellation, pause);
        } catch (CallControlException stopped) {
            throw failed(label, tries, start, stopped);
        }
    }

    /** What an earlier try has deleted, although its answer got lost, is not there any more. */
    private static boolean isDoneAlready(ApiRequest request, int tries, CallControlException failure) {
        return tries > 1
                && failure.status() == 404
                && (request.method().equals("DELETE") || lastSegment(request).equals("delete"));
    }

    private static boolean isEndOfEndedCall(ApiRequest request, CallControlException failure) {
        return lastSegment(request).equals("hangup") && failure.is(ErrorCode.CALL_ENDED);
    }

    private static String lastSegment(ApiRequest request) {
        return request.path().isEmpty() ? "" : request.path().get(request.path().size() - 1);
    }

    private java.util.function.Supplier<Duration> backoffAfter(int tries) {
        return () -> pauses.backoff(tries);
    }

    void sleep(String label, Cancellation cancellation, Duration pause) {
        try {
            cancellation.sleep(settings.sleeper, pause);
        } catch (InterruptedException stopped) {
            if (!cancellation.isCancelled()) {
                Thread.currentThread().interrupt();
            }
            throw ApiFailures.cancelled(label, stopped);
        }
    }

    private Duration remaining(long start) {
        return settings.deadline.minusNanos(nanoTime() - start);
    }

    private void note(CallControlException failure) {
        if (failure.status() >= 500 || (failure.status() == 0 && failure.kind() != Kind.CANCELLED)) {
            circuit.failed(failure);
        } else if (failure.status() != 0) {
            circuit.answered();
        }
    }

    private Request prepare(ApiRequest request) {
        HttpUrl.Builder url = baseUrl.newBuilder();
        request.path().forEach(segment -> url.addEncodedPathSegment(encode(segment)));
        request.query().forEach(url::addQueryParameter);
        RequestBody body = request.body() == null ? null : RequestBody.create(Json.write(request.body()), JSON);
        return new Request.Builder()
                .url(url.build())
                .headers(headers)
                .method(request.method(), body)
                .build();
    }

    /** Percent-encodes all but unreserved characters (RFC 3986 section 2.3), the colon of a call control id included. */
    private static String encode(String segment) {
        StringBuilder encoded = new StringBuilder(segment.length() + 8);
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }

    private ApiResponse once(String label, Request request, Duration remaining, Cancellation cancellation) {
        okhttp3.Call call = http.newCall(request);
        long millis = Math.max(1, Math.min(settings.tryTimeout.toMillis(), remaining.toMillis()));
        call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
        cancellation.watch(call);
        int status;
        Headers answerHeaders;
        byte @Nullable [] body;
        try (Response response = call.execute()) {
            status = response.code();
            answerHeaders = response.headers();
            body = readBody(response.body().source());
        } catch (IOException failure) {
            throw ApiFailures.noAnswer(label, baseUrl.host(), failure, closed || cancellation.isCancelled());
        } catch (RuntimeException unexpected) {
            throw unexpected;
        } catch (Exception undeclared) { // OkHttp is Kotlin, and lets InterruptedException out without declaring it
            Thread.currentThread().interrupt();
            throw ApiFailures.cancelled(label, undeclared);
        } finally {
            cancellation.watch(null);
        }
        if (status < 200 || status >= 300) {
            byte[] reasons = body == null ? new byte[0] : body;
            throw ApiFailures.refused(label, status, answerHeaders, reasons, pauses.named(answerHeaders, status));
        }
        if (body == null) {
            throw ApiFailures.tooLong(label, status, answerHeaders.get("x-request-id"), MAX_ANSWER_BYTES);
        }
        return new ApiResponse(status, new String(body, StandardCharsets.UTF_8), answerHeaders.get("x-request-id"));
    }

    /** Null when the answer is longer than anything that Telnyx sends. */
    private static byte @Nullable [] readBody(BufferedSource source) throws IOException {
        return source.request(MAX_ANSWER_BYTES + 1) ? null : source.readByteArray();
    }

    private void succeeded(String label, int tries, long start) {
        Duration took = Duration.ofNanos(nanoTime() - start);
        LOG.debug("{} accepted after {} tries in {} ms", label, tries, took.toMillis());
        observe(() -> settings.observer.onSucceeded(label, tries, took));
    }

    private void retrying(String label, int tries, Duration pause, CallControlException failure) {
        LOG.info("try {} failed, next in {} ms: {}", tries, pause.toMillis(), failure.getMessage());
        observe(() -> settings.observer.onRetry(label, tries, pause, failure));
    }

    private CallControlException failed(String label, int tries, long start, CallControlException failure) {
        LOG.debug("{} failed after {} tries: {}", label, tries, failure.getMessage());
        Duration took = Duration.ofNanos(nanoTime() - start);
        observe(() -> settings.observer.onFailed(label, tries, took, failure));
        return failure;
    }

    private static void observe(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException broken) {
            LOG.warn("an observer of call control failed", broken);
        }
    }

    void close() {
        closed = true;
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
