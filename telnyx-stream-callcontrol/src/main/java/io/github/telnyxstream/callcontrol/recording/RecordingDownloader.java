package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.Sleeper;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches recordings by their pre-signed links into files. The API key is not sent along. Links come from outside, so they are
 * followed to allowed places only: https, a listed host and path, public addresses; redirects are checked like links. A broken
 * download goes on where it stopped when the server can, and starts over when it cannot.
 *
 * <p><b>Threads:</b> thread-safe; a download blocks the calling thread. Proxies are not used.
 *
 * <p><b>Failure:</b> {@link RecordingDownloadException} says why; another {@link IOException} when the file cannot be written.
 * In both cases the target is as it was.
 */
public final class RecordingDownloader implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int BUFFER_BYTES = 1 << 16;

    private final OkHttpClient http;
    private final LinkRules rules;
    private final long maxBytes;
    private final Duration maxTime;
    private final DownloadProgress progress;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;

    private RecordingDownloader(Builder builder) {
        this.rules = new LinkRules(builder.places, builder.plainHttp, builder.privateAddresses);
        this.maxBytes = builder.maxBytes;
        this.maxTime = builder.maxTime;
        this.progress = builder.progress;
        this.nanoTime = builder.nanoTime;
        this.sleeper = builder.sleeper;
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                .dns(rules)
                .connectTimeout(builder.stallTime)
                .readTimeout(builder.stallTime)
                .build();
    }

    /**
     * A downloader with default rules.
     *
     * @return a downloader; close it when the application ends
     */
    public static RecordingDownloader create() {
        return builder().build();
    }

    /**
     * A builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Fetches a file.
     *
     * @param link a pre-signed address, such as {@code recordingUrls.wav} of a webhook
     * @param target the file; it appears when it is complete, and replaces one that is there
     * @return its size in bytes
     * @throws IOException if it cannot be fetched or written
     */
    public long download(String link, Path target) throws IOException {
        return download(() -> link, target);
    }

    /**
     * Fetches a file by links that can be renewed.
     *
     * @param links asked for a link at the start and whenever one has expired
     * @param target the file; it appears when it is complete, and replaces one that is there
     * @return its size in bytes
     * @throws IOException if it cannot be fetched or written
     */
    public long download(LinkSource links, Path target) throws IOException {
        long deadline = nanoTime.getAsLong() + maxTime.toNanos();
        try (PartialFile file = new PartialFile(target)) {
            String link = links.link();
            for (int tries = 1; ; tries++) {
                try {
                    fetch(link, file, deadline);
                    file.complete();
                    return file.lengthBytes();
                } catch (RecordingDownloadException failure) {
                    boolean expired = failure.reason() == Reason.EXPIRED;
                    if (tries == MAX_TRIES || !(expired || failure.reason() == Reason.INCOMPLETE)) {
                        throw failure;
                    }
                    if (!expired) {
                        pause(tries, deadline);
                    }
                    String renewed = links.link();
                    if (expired && renewed.equals(link)) {
                        throw failure;
                    }
                    link = renewed;
                }
            }
        } catch (UncheckedIOException disk) {
            throw disk.getCause();
        }
    }

    /** Half a second, doubled with every try, and not beyond the deadline. */
    private void pause(int failedTries, long deadline) throws InterruptedIOException {
        long left = Math.max(0, deadline - nanoTime.getAsLong());
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (failedTries - 1));
        try {
            sleeper.sleep(pause.toNanos() < left ? pause : Duration.ofNanos(left));
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static InterruptedIOException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("the download was interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }

    private void fetch(String link, PartialFile file, long deadline) throws IOException {
        HttpUrl url = rules.check(HttpUrl.parse(link));
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            rules.checkLiteral(url);
            Call call = http.newCall(request(url, file));
            long left = deadline - nanoTime.getAsLong();
            if (left <= 0) {
                throw tooSlow(url, null);
            }
            call.timeout().timeout(left, TimeUnit.NANOSECONDS);
            try (Response response = call.execute()) {
                if (!isRedirect(response.code())) {
                    receive(url, response, file);
                    return;
                }
                String location = response.header("Location");
                url = rules.check(location == null ? null : url.resolve(location));
            } catch (RecordingDownloadException failure) {
                throw failure;
            } catch (IOException failure) {
                throw broken(url, failure, deadline);
            } catch (RuntimeException unexpected) {
                throw unexpected;
            } catch (Exception undeclared) { // OkHttp is Kotlin, and lets InterruptedException out without declaring it
                throw interrupted(undeclared);
            }
        }
        throw new RecordingDownloadException(Reason.REFUSED, "too many redirects from " + url.host(), 0, null);
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static Request request(HttpUrl url, PartialFile file) {
        Request.Builder request = new Request.Builder().url(url).header("Accept-Encoding", "identity");
        if (file.lengthBytes() > 0 && file.validator != null) {
            request.header("Range", "bytes=" + file.lengthBytes() + "-").header("If-Range", file.validator);
        }
        return request.build();
    }

    private void receive(HttpUrl url, Response response, PartialFile file) throws IOException {
        int status = response.code();
        String range = String.valueOf(response.header("Content-Range"));
        boolean continued = status == 206
                && response.request().header("Range") != null
                && range.startsWith("bytes " + file.lengthBytes() + "-");
        if (status != 200 && !continued) {
            throw refused(url, status, file);
        }
        if (!continued) {
            file.restart();
            String tag = response.header("ETag");
            file.validator = tag == null || tag.startsWith("W/") ? null : tag;
        }
        long announced = response.body().contentLength();
        long total = announced < 0 ? -1 : file.lengthBytes() + announced;
        if (total > maxBytes) {
            throw tooLong(url);
        }
        copy(url, response.body().byteStream(), file, total);
        if (continued && !endsAt(range, file.lengthBytes())) {
            throw new IOException("got " + file.lengthBytes() + " bytes, which is not the end: " + range);
        }
        if (total >= 0 && file.lengthBytes() != total) {
            throw new IOException("got " + file.lengthBytes() + " of " + total + " bytes");
        }
    }

    /** Whether the whole file, as {@code Content-Range} tells, is so long; a server may send less than the rest. */
    private static boolean endsAt(String range, long lengthBytes) {
        String total = range.substring(range.lastIndexOf('/') + 1).trim();
        return total.equals("*") || total.equals(String.valueOf(lengthBytes));
    }

    private void copy(HttpUrl url, InputStream body, PartialFile file, long total) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            if (file.lengthBytes() + count > maxBytes) {
                throw tooLong(url);
            }
            file.write(buffer, count);
            progress.onProgress(file.lengthBytes(), total);
        }
    }

    private static RecordingDownloadException refused(HttpUrl url, int status, PartialFile file) {
        if (status == 206 || status == 416) {
            file.restart();
            return new RecordingDownloadException(
                    Reason.INCOMPLETE, url.host() + " cannot continue the download", status, null);
        }
        if (status == 400 || status == 401 || status == 403 || status == 404 || status == 410) {
            // S3 answers 403 to an expired link, and 400 to one whose credentials have expired
            return new RecordingDownloadException(
                    Reason.EXPIRED, url.host() + " does not accept the link any more: HTTP " + status, status, null);
        }
        return new RecordingDownloadException(
                status >= 500 ? Reason.INCOMPLETE : Reason.REFUSED,
                url.host() + " answered HTTP " + status,
                status,
                null);
    }

    private RecordingDownloadException broken(HttpUrl url, IOException failure, long deadline) {
        if (failure instanceof InterruptedIOException && deadline - nanoTime.getAsLong() <= 0) {
            return tooSlow(url, failure);
        }
        if (failure instanceof LinkRules.NoPublicAddress) {
            return new RecordingDownloadException(
                    Reason.FORBIDDEN_ADDRESS, url.host() + " has no address that is allowed", 0, failure);
        }
        if (failure instanceof UnknownHostException) {
            return new RecordingDownloadException(
                    Reason.INCOMPLETE, "the name " + url.host() + " could not be resolved", 0, failure);
        }
        return new RecordingDownloadException(
                Reason.INCOMPLETE, "the connection to " + url.host() + " broke", 0, failure);
    }

    private RecordingDownloadException tooSlow(HttpUrl url, @Nullable IOException cause) {
        return new RecordingDownloadException(
                Reason.TOO_SLOW, url.host() + " took longer than " + maxTime.toSeconds() + " s", 0, cause);
    }

    private RecordingDownloadException tooLong(HttpUrl url) {
        return new RecordingDownloadException(
                Reason.TOO_LONG, url.host() + " sends more than " + maxBytes + " bytes", 0, null);
    }

    /** Ends downloads that are running. May be called more than once. */
    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** Builds a downloader; one thread at a time. */
    public static final class Builder {

        private final List<LinkRules.Place> places = new ArrayList<>(List.of(
                new LinkRules.Place("s3.amazonaws.com", "/telephony-recorder-prod/"),
                new LinkRules.Place("telephony-recorder-prod.s3.amazonaws.com", "/")));
        private boolean plainHttp;
        private boolean privateAddresses;
        private long maxBytes = 1L << 30;
        private Duration maxTime = Duration.ofMinutes(10);
        private Duration stallTime = Duration.ofSeconds(15);
        private DownloadProgress progress = (done, total) -> {};
        private LongSupplier nanoTime = System::nanoTime;
        private Sleeper sleeper = pause -> Thread.sleep(pause.toMillis());

        private Builder() {}

        /**
         * Allows one more place. Telnyx's own storage is allowed from the start: {@code s3.amazonaws.com} below
         * {@code /telephony-recorder-prod/} ("Storing call recordings"); a bucket of one's own has to be named.
         *
         * @param host exact host name
         * @param pathPrefix beginning of the path, with its first slash
         * @return this builder
         * @throws IllegalArgumentException if the prefix has no slash at its start
         */
        public Builder allow(String host, String pathPrefix) {
            if (!pathPrefix.startsWith("/")) {
                throw new IllegalArgumentException("pathPrefix must start with /");
            }
            places.add(new LinkRules.Place(host, pathPrefix));
            return this;
        }

        /**
         * Allows plain http and addresses that are not public, for tests and simulators.
         *
         * @return this builder
         */
        public Builder allowLocal() {
            this.plainHttp = true;
            this.privateAddresses = true;
            return this;
        }

        /**
         * Longest file and longest time.
         *
         * @param maxBytes 1 GiB unless set
         * @param maxTime for one download with all its tries, 10 minutes unless set
         * @param stallTime longest wait for a connection and between two bytes, 15 s unless set
         * @return this builder
         * @throws IllegalArgumentException if one is not positive
         */
        public Builder limits(long maxBytes, Duration maxTime, Duration stallTime) {
            if (maxBytes <= 0 || maxTime.toMillis() <= 0 || stallTime.toMillis() <= 0) {
                throw new IllegalArgumentException("limits must be positive");
            }
            this.maxBytes = maxBytes;
            this.maxTime = maxTime;
            this.stallTime = stallTime;
            return this;
        }

        /**
         * Who hears how far downloads are.
         *
         * @param progress a thread-safe listener
         * @return this builder
         */
        public Builder progress(DownloadProgress progress) {
            this.progress = Objects.requireNonNull(progress, "progress");
            return this;
        }

        /**
         * Time, for tests.
         *
         * @param nanoTime monotonic nanoseconds
         * @param sleeper waits between tries
         * @return this builder
         */
        public Builder time(LongSupplier nanoTime, Sleeper sleeper) {
            this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
            this.sleeper = Objects.requireNonNull(sleeper, "sleeper");
            return this;
        }

        /**
         * The downloader.
         *
         * @return a downloader; close it when the application ends
         */
        public RecordingDownloader build() {
            return new RecordingDownloader(this);
        }
    }
}
