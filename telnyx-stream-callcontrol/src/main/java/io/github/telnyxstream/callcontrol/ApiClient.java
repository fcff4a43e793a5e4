package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.callcontrol.http.Cancellation;
import io.github.telnyxstream.callcontrol.http.HttpCore;
import io.github.telnyxstream.callcontrol.http.Tries;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to the REST API by the retry rules, until the deadline. Thread-safe. */
final class ApiClient {

    private static final Logger LOG = LoggerFactory.getLogger(CallControl.class);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final long MAX_ANSWER_BYTES = 8 << 20;

    private final HttpCore core;
    private final HttpUrl baseUrl;
    private final Headers headers;
    private final Duration tryTimeout;
    private final Duration deadline;
    private final int maxRetries;
    private final LongSupplier nanoTime;
    private final CallControlObserver observer;
    private final Circuit circuit;
    private final RetryPauses pauses;

    ApiClient(CallControl.Builder settings) {
        this.baseUrl = settings.baseUrl;
        this.tryTimeout = settings.tryTimeout;
        this.deadline = settings.deadline;
        this.maxRetries = settings.maxRetries;
        this.nanoTime = settings.nanoTime;
        this.observer = settings.observer;
        this.pauses = new RetryPauses(settings.clock);
        this.circuit = new Circuit(
                settings.circuitThreshold,
                settings.circuitOpenFor,
                settings.nanoTime,
                open -> observe(() -> observer.onCircuitChanged(open)));
        this.headers = new Headers.Builder()
                .add("Authorization", "Bearer " + settings.apiKey)
                .add("Accept", "application/json")
                .add("User-Agent", "telnyx-stream (Java/" + Runtime.version().feature() + ")")
                .build();
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectTimeout(settings.connectTimeout)
                .readTimeout(settings.tryTimeout)
                .writeTimeout(settings.tryTimeout);
        this.core = new HttpCore(client, settings.network, Dns.SYSTEM, settings.sleeper::sleep);
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    ApiResponse execute(ApiRequest request, Cancellation cancellation) {
        return untilDone(new Sending(request, cancellation), cancellation);
    }

    /** The one loop of tries, also for those who try something made of several requests. */
    <T> T untilDone(Tries<T, CallControlException> tries, Cancellation cancellation) {
        return core.untilDone(CallControlException.class, tries, cancellation);
    }

    /** The tries of one request. */
    private final class Sending implements Tries<ApiResponse, CallControlException> {

        private final ApiRequest request;
        private final Cancellation cancellation;
        private final String label;
        private final Request prepared;
        private final long start = nanoTime();
        private boolean probe;
        private boolean mayHaveBeenDone;

        Sending(ApiRequest request, Cancellation cancellation) {
            this.request = request;
            this.cancellation = cancellation;
            this.label = request.label();
            this.prepared = prepare(request);
        }

        @Override
        public ApiResponse run(int number) {
            Circuit.Pass pass = circuit.pass();
            probe = pass == Circuit.Pass.PROBE;
            // a hang-up that is not sent leaves a caller in silence, and somebody pays for it; it is tried whatever
            // came before
            if (pass == Circuit.Pass.REFUSED && !request.isHangup()) {
                throw ApiFailures.circuitOpen(label, number > 1, circuit.lastFailure());
            }
            try {
                ApiResponse response = once(label, prepared, remaining(), cancellation);
                circuit.answered();
                succeeded(label, number, start);
                return response;
            } catch (CallControlException failure) {
                note(failure);
                mayHaveBeenDone |= mayHaveBeenDone(failure);
                if (isDoneAlready(number, failure)) {
                    succeeded(label, number, start);
                    return new ApiResponse(204, "", failure.requestId().orElse(null));
                }
                throw failure;
            }
        }

        @Override
        public Duration pauseAfter(CallControlException failure, int number) {
            if (failure.kind() == Kind.CIRCUIT_OPEN) {
                throw failed(label, number - 1, start, failure);
            }
            if (request.isHangup() && failure.is(ErrorCode.CALL_ENDED)) {
                succeeded(label, number, start);
                throw failure;
            }
            Duration pause = failure.retryAfter().orElseGet(() -> pauses.backoff(number));
            boolean again = failure.isRetryable() && request.repeatable() && number <= maxRetries;
            if (!again || pause.compareTo(remaining()) >= 0) {
                throw failed(label, number, start, failure);
            }
            retrying(label, number, pause, failure);
            return pause;
        }

        @Override
        public CallControlException stopped(int number, @Nullable Throwable cause) {
            String what = core.isClosed() ? label + " (the client is closed)" : label;
            int sent = cause == null ? number - 1 : number;
            return failed(label, sent, start, ApiFailures.cancelled(what, cause));
        }

        private Duration remaining() {
            return deadline.minusNanos(nanoTime() - start);
        }

        private void note(CallControlException failure) {
            if (failure.status() >= 500 || (failure.status() == 0 && failure.kind() != Kind.CANCELLED)) {
                circuit.failed(failure);
            } else if (failure.status() != 0) {
                circuit.answered();
            } else if (probe) {
                circuit.forgetProbe();
            }
        }

        /** What an earlier try may have deleted, although its answer got lost, is not there any more. */
        private boolean isDoneAlready(int number, CallControlException failure) {
            return number > 1 && mayHaveBeenDone && failure.status() == 404 && request.isDeletion();
        }

        private static boolean mayHaveBeenDone(CallControlException failure) {
            return failure.status() >= 500 || failure.kind() == Kind.TIMEOUT || failure.kind() == Kind.IO;
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
        Duration limit = tryTimeout.compareTo(remaining) < 0 ? tryTimeout : remaining;
        Answer answer;
        try {
            answer = core.exchange(request, limit, cancellation, Answer::read);
        } catch (IOException failure) {
            throw ApiFailures.noAnswer(label, baseUrl.host(), failure, cancellation.isCancelled());
        }
        String requestId = answer.headers().get("x-request-id");
        if (answer.status() < 200 || answer.status() >= 300) {
            byte[] reasons = answer.body() == null ? new byte[0] : answer.body().toByteArray();
            Duration pause = pauses.named(answer.headers(), answer.status());
            throw ApiFailures.refused(label, answer.status(), answer.headers(), reasons, pause);
        }
        if (answer.body() == null) {
            throw ApiFailures.tooLong(label, answer.status(), requestId, MAX_ANSWER_BYTES);
        }
        return new ApiResponse(answer.status(), answer.body().utf8(), requestId);
    }

    /** An answer whose body has been read; null when that is longer than anything that Telnyx sends. */
    private record Answer(
            int status, Headers headers, @Nullable ByteString body) {

        static Answer read(Response response) throws IOException {
            BufferedSource source = response.body().source();
            ByteString body = source.request(MAX_ANSWER_BYTES + 1) ? null : source.readByteString();
            return new Answer(response.code(), response.headers(), body);
        }
    }

    private void succeeded(String label, int tries, long start) {
        Duration took = Duration.ofNanos(nanoTime() - start);
        LOG.debug("{} accepted after {} tries in {} ms", label, tries, took.toMillis());
        observe(() -> observer.onSucceeded(label, tries, took));
    }

    private void retrying(String label, int tries, Duration pause, CallControlException failure) {
        LOG.info("try {} failed, next in {} ms: {}", tries, pause.toMillis(), failure.getMessage());
        observe(() -> observer.onRetry(label, tries, pause, failure));
    }

    private CallControlException failed(String label, int tries, long start, CallControlException failure) {
        LOG.debug("{} failed after {} tries: {}", label, tries, failure.getMessage());
        Duration took = Duration.ofNanos(nanoTime() - start);
        observe(() -> observer.onFailed(label, tries, took, failure));
        return failure;
    }

    /** What Telnyx has accepted stays accepted, even where a test's assertion fails in an observer. */
    private static void observe(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error broken) {
            LOG.warn("an observer of call control failed", broken);
        }
    }

    void close() {
        core.close();
    }
}
