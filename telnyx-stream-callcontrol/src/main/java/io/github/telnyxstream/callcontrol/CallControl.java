package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.CallCommand;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.command.Parameters;
import io.github.telnyxstream.callcontrol.http.Cancellation;
import io.github.telnyxstream.callcontrol.network.NetworkSettings;
import io.github.telnyxstream.callcontrol.wire.Json;
import io.github.telnyxstream.callcontrol.wire.JsonFields;
import io.github.telnyxstream.callcontrol.wire.LogContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/**
 * The client for Telnyx call control; one per application.
 *
 * <pre>{@code
 * CallControl calls = CallControl.create(System.getenv("TELNYX_API_KEY"));
 * Call call = calls.call(event.callControlId()); // a handle: no request is made here
 * call.answer();
 * call.speak("Hello, how can I help?", "AWS.Polly.Joanna");
 * }</pre>
 *
 * <p>A request that meets 408, 409, 429, 5xx or a broken connection is sent again, by the rules of Telnyx's own client: twice
 * by default, after 0.5 s doubled up to 8 s or what the answer asks for. Each command carries one {@code command_id} over all
 * its tries, so that Telnyx executes it once ("Receiving Webhooks for Programmable Voice": within 60 s). Redirects are not
 * followed.
 *
 * <p><b>Threads:</b> thread-safe. Blocking methods make the request on the calling thread; interrupting it ends a pause between
 * tries at once, a request on the wire with its time-out. {@code …Async} methods use a bounded pool of daemon threads.
 *
 * <p><b>Failure:</b> {@link CallControlException}. While the circuit is open, which it is after a number of failures in a row,
 * nothing is sent.
 */
public final class CallControl implements AutoCloseable {

    /** MDC key under which log lines of a request, or of a webhook's handler, name the call. */
    public static final String MDC_CALL_CONTROL_ID = LogContext.CALL_CONTROL_ID;

    /** MDC key under which they name the leg, where it is known. */
    public static final String MDC_CALL_LEG_ID = LogContext.CALL_LEG_ID;

    /** MDC key under which they name the session, where it is known. */
    public static final String MDC_CALL_SESSION_ID = LogContext.CALL_SESSION_ID;

    private final ApiClient client;
    private final AsyncRunner async;

    private CallControl(Builder builder) {
        this.client = new ApiClient(builder);
        this.async = new AsyncRunner(builder.executor);
    }

    /**
     * A client with default settings.
     *
     * @param apiKey from the portal, Keys &amp; Credentials; it starts with {@code KEY}; space around it is ignored
     * @return a client; close it when the application ends
     * @throws IllegalArgumentException if the key is empty or cannot be a header
     */
    public static CallControl create(String apiKey) {
        return builder(Objects.requireNonNull(apiKey, "apiKey")).build();
    }

    /**
     * A builder.
     *
     * @param apiKey from the portal, Keys &amp; Credentials; it starts with {@code KEY}; space around it is ignored
     * @return a new builder
     * @throws IllegalArgumentException if the key is empty or cannot be a header
     */
    public static Builder builder(String apiKey) {
        Objects.requireNonNull(apiKey, "apiKey");
        return new Builder(apiKey);
    }

    /**
     * A handle on a call; makes no request.
     *
     * @param callControlId {@code call_control_id} of a webhook or of the start event
     * @return the handle
     * @throws IllegalArgumentException if the id is empty
     */
    public Call call(String callControlId) {
        Objects.requireNonNull(callControlId, "callControlId");
        return new Call(this, callControlId, null, null);
    }

    /**
     * Calls somebody. Returns when Telnyx has accepted, long before anybody answers.
     *
     * @param command whom, and how
     * @return the new call, with its leg and session id
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    public Call dial(DialCommand command) {
        Objects.requireNonNull(command, "command");
        return dial(command, CommandIds.ofChance(), new Cancellation());
    }

    /**
     * Calls somebody without blocking.
     *
     * @param command whom, and how
     * @return the new call, or a {@link CallControlException}; cancelling it stops the request
     */
    public CompletionStage<Call> dialAsync(DialCommand command) {
        Objects.requireNonNull(command, "command");
        return async(cancellation -> dial(command, CommandIds.ofChance(), cancellation));
    }

    Call dial(DialCommand command, CommandIds ids, Cancellation cancellation) {
        Map<String, Object> body = withCommandId(command.parameters(), () -> ids.next("dial"));
        ApiResponse response =
                client.execute(new ApiRequest("POST", List.of("calls"), Map.of(), body, true), cancellation);
        CallStatus status = CallStatus.of(data("dial", response));
        if (status.callControlId().isBlank()) {
            throw response.unreadable("dial", null);
        }
        return new Call(this, status.callControlId(), status.callLegId(), status.callSessionId());
    }

    /**
     * Sends a request for which this library has no method.
     *
     * @param request method, path and body
     * @return the answer
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    public ApiResponse request(ApiRequest request) {
        Objects.requireNonNull(request, "request");
        return client.execute(request, new Cancellation());
    }

    /**
     * Sends a request for which this library has no method, without blocking.
     *
     * @param request method, path and body
     * @return the answer, or a {@link CallControlException}; cancelling it stops the request
     */
    public CompletionStage<ApiResponse> requestAsync(ApiRequest request) {
        Objects.requireNonNull(request, "request");
        return async(cancellation -> client.execute(request, cancellation));
    }

    CommandResult send(Call call, CallCommand command, Cancellation cancellation) {
        boolean identified = command.acceptsCommandId();
        Map<String, Object> body = identified
                ? withCommandId(command.parameters(), () -> call.nextCommandId(command.action()))
                : command.parameters().asMap();
        String commandId = identified ? String.valueOf(body.get("command_id")) : "";
        List<String> path = List.of("calls", call.callControlId(), "actions", command.action());
        LogContext named = call.named();
        try {
            ApiResponse response =
                    client.execute(new ApiRequest(command.method(), path, Map.of(), body, true), cancellation);
            JsonFields data = data(command.action(), response);
            String result = data.textOrEmpty("result");
            return new CommandResult(commandId, result, data.text("recording_id"), false, data.rest());
        } catch (CallControlException refused) {
            if (command.action().equals("hangup") && refused.is(ErrorCode.CALL_ENDED)) {
                return new CommandResult(commandId, "ok", null, true, Map.of());
            }
            throw refused;
        } finally {
            named.restore();
        }
    }

    CallStatus retrieve(Call call, Cancellation cancellation) {
        LogContext named = call.named();
        try {
            ApiResponse response = client.execute(ApiRequest.get("calls", call.callControlId()), cancellation);
            return CallStatus.of(data("retrieve call", response));
        } finally {
            named.restore();
        }
    }

    <T> CompletionStage<T> async(Function<Cancellation, T> work) {
        return async.run(work);
    }

    <T> CompletableFuture<T> asyncSurely(Function<Cancellation, T> work) {
        return async.runSurely(work);
    }

    ApiClient client() {
        return client;
    }

    private static Map<String, Object> withCommandId(Parameters parameters, Supplier<String> ids) {
        Map<String, Object> body = new LinkedHashMap<>(parameters.asMap());
        body.computeIfAbsent("command_id", absent -> ids.get());
        return body;
    }

    private static JsonFields data(String request, ApiResponse response) {
        try {
            JsonFields data =
                    new JsonFields(Json.read(response.json().getBytes(StandardCharsets.UTF_8))).object("data");
            if (data.isObject()) {
                return data;
            }
        } catch (IOException notJson) {
            throw response.unreadable(request, notJson);
        }
        throw response.unreadable(request, null);
    }

    /**
     * Stops what is on the wire, being read, or waiting for its next try; that, and every later request, fails as
     * {@link CallControlException.Kind#CANCELLED}. May be called more than once.
     */
    @Override
    public void close() {
        client.close();
        async.close();
    }

    /** Builds a client; one thread at a time. */
    public static final class Builder {

        final String apiKey;
        HttpUrl baseUrl = Objects.requireNonNull(HttpUrl.parse("https://api.telnyx.com/v2"));
        Duration connectTimeout = Duration.ofSeconds(5);
        Duration tryTimeout = Duration.ofSeconds(10);
        Duration deadline = Duration.ofSeconds(30);
        int maxRetries = 2;
        int circuitThreshold = 20;
        Duration circuitOpenFor = Duration.ofSeconds(5);
        Clock clock = Clock.systemUTC();
        LongSupplier nanoTime = System::nanoTime;
        Sleeper sleeper = pause -> Thread.sleep(pause.toMillis());
        CallControlObserver observer = CallControlObserver.NONE;
        NetworkSettings network = NetworkSettings.OF_THE_JVM;
        Optional<Executor> executor = Optional.empty();

        private Builder(String apiKey) {
            String key = apiKey.strip(); // a file that a secret comes from often ends with a line break
            if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalArgumentException("apiKey must be visible ASCII characters without spaces");
            }
            this.apiKey = key;
        }

        /**
         * Where the API is.
         *
         * @param baseUrl {@code https://api.telnyx.com/v2} unless set; plain http is taken for a loopback address only,
         *     because the key would travel readable
         * @return this builder
         * @throws IllegalArgumentException if it is no such address
         */
        public Builder baseUrl(String baseUrl) {
            Objects.requireNonNull(baseUrl, "baseUrl");
            HttpUrl parsed = HttpUrl.parse(baseUrl);
            if (parsed == null || parsed.query() != null || parsed.fragment() != null) {
                throw new IllegalArgumentException("baseUrl must be an https address without query");
            }
            if (!parsed.isHttps() && !isLoopback(parsed.host())) {
                throw new IllegalArgumentException("baseUrl must be https, or http to a loopback address");
            }
            this.baseUrl = parsed;
            return this;
        }

        private static boolean isLoopback(String host) {
            return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
        }

        /**
         * How long one try may take.
         *
         * @param connect until there is a connection, 5 s unless set
         * @param oneTry from the start of a try to the end of its answer, 10 s unless set
         * @param allTries for all tries and pauses of one request, 30 s unless set
         * @return this builder
         * @throws IllegalArgumentException if one is shorter than a millisecond or longer than a day
         */
        public Builder timeouts(Duration connect, Duration oneTry, Duration allTries) {
            this.connectTimeout = withinADay("connect", connect);
            this.tryTimeout = withinADay("oneTry", oneTry);
            this.deadline = withinADay("allTries", allTries);
            return this;
        }

        /**
         * How often a failed request is sent again.
         *
         * @param maxRetries 0 to 10, 2 unless set
         * @return this builder
         * @throws IllegalArgumentException for another number
         */
        public Builder maxRetries(int maxRetries) {
            if (maxRetries < 0 || maxRetries > 10) {
                throw new IllegalArgumentException("maxRetries is " + maxRetries + ", must be 0 to 10");
            }
            this.maxRetries = maxRetries;
            return this;
        }

        /**
         * When nothing is sent any more because Telnyx does not answer.
         *
         * @param failuresInARow tries that fail in a row before it opens, 20 unless set; 0 for never
         * @param openFor time until one request tries again, 5 s unless set
         * @return this builder
         * @throws IllegalArgumentException if the number is negative, or the time shorter than a millisecond or longer than a day
         */
        public Builder circuit(int failuresInARow, Duration openFor) {
            if (failuresInARow < 0) {
                throw new IllegalArgumentException("failuresInARow is " + failuresInARow + ", must not be negative");
            }
            this.circuitThreshold = failuresInARow;
            this.circuitOpenFor = withinADay("openFor", openFor);
            return this;
        }

        /**
         * Who hears how requests went.
         *
         * @param observer a thread-safe observer
         * @return this builder
         */
        public Builder observer(CallControlObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Proxies and trust; downloads take the same settings ({@code RecordingDownloader.Builder.network}).
         *
         * @param network the JVM's settings unless set
         * @return this builder
         */
        public Builder network(NetworkSettings network) {
            this.network = Objects.requireNonNull(network, "network");
            return this;
        }

        /**
         * Where {@code …Async} requests run, and what is chained to them: on an executor with a bounded number of threads, what
         * is chained must not wait for other requests. The client's own pool of 32 threads runs chained work beside it.
         *
         * @param executor may block a thread per request; not shut down by the client
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = Optional.of(Objects.requireNonNull(executor, "executor"));
            return this;
        }

        /**
         * Time, for tests.
         *
         * @param clock wall clock, for {@code Retry-After} dates
         * @param nanoTime monotonic nanoseconds, for the deadline and the circuit
         * @param sleeper waits between tries
         * @return this builder
         */
        public Builder time(Clock clock, LongSupplier nanoTime, Sleeper sleeper) {
            this.clock = Objects.requireNonNull(clock, "clock");
            this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
            this.sleeper = Objects.requireNonNull(sleeper, "sleeper");
            return this;
        }

        /** Longer ones mean nothing here, and overflow where they are counted in nanoseconds. */
        private static Duration withinADay(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(name + " is " + value + ", must be 1 ms to 1 day");
            }
            return value;
        }

        /** {@return the client; close it when the application ends} */
        public CallControl build() {
            return new CallControl(this);
        }
    }
}
