package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.Sleeper;
import io.github.telnyxstream.callcontrol.http.Cancellation;
import io.github.telnyxstream.callcontrol.http.HttpCore;
import io.github.telnyxstream.callcontrol.network.NetworkSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;

/**
 * Fetches recordings by their pre-signed links into files. The API key is not sent along. Links come from outside, so they are
 * followed to allowed places only: https on port 443, a listed host and path, public addresses; redirects are checked like
 * links.
 *
 * <p>A broken download goes on where it stopped when the server can, and starts over when it cannot: the server has to give a
 * strong {@code ETag} and to confirm it ({@code If-Range}, RFC 9110 section 13.1.5). That holds over processes, too: a download
 * that failed leaves {@code <target>.part} and {@code <target>.part.note} beside the target, which the next one to the same
 * target goes on with, or removes. Two downloads to one target at a time do not disturb each other; the last one wins.
 *
 * <p>A download gives up when four tries in a row have brought nothing new.
 *
 * <p><b>Threads:</b> thread-safe; a download blocks the calling thread, and interrupting that ends it.
 *
 * <p><b>Failure:</b> {@link RecordingDownloadException} says why; another {@link IOException} when the file cannot be written.
 * In both cases the target is as it was.
 */
public final class RecordingDownloader implements AutoCloseable {

    private final HttpCore core;
    private final LinkRules rules;
    private final Transfer.Limits limits;

    private RecordingDownloader(Builder builder) {
        this.rules = new LinkRules(builder.places, builder.plainHttp, builder.privateAddresses);
        this.limits = new Transfer.Limits(builder.maxBytes, builder.maxTime, builder.progress, builder.nanoTime);
        OkHttpClient.Builder client =
                new OkHttpClient.Builder().connectTimeout(builder.stallTime).readTimeout(builder.stallTime);
        this.core = new HttpCore(client, builder.network, rules, builder.sleeper::sleep);
    }

    /** {@return a downloader with default rules; close it when the application ends} */
    public static RecordingDownloader create() {
        return builder().build();
    }

    /** {@return a new builder} */
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
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(target, "target");
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
        Objects.requireNonNull(links, "links");
        Objects.requireNonNull(target, "target");
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the download was interrupted before it began");
        }
        Cancellation cancellation = new Cancellation();
        try (PartialFile file = PartialFile.open(target)) {
            Transfer transfer = new Transfer(core, cancellation, rules, limits, file);
            return core.untilDone(IOException.class, new DownloadTries(links, transfer, file), cancellation);
        } catch (ClosedByInterruptException stopped) {
            throw Transfer.interrupted(stopped);
        } catch (UncheckedIOException disk) {
            throw disk.getCause() instanceof ClosedByInterruptException stopped
                    ? Transfer.interrupted(stopped)
                    : disk.getCause();
        }
    }

    /** Ends downloads that are running, and refuses new ones. May be called more than once. */
    @Override
    public void close() {
        core.close();
    }

    /** Builds a downloader; one thread at a time. */
    public static final class Builder {

        private final List<LinkRules.Place> places = new ArrayList<>(List.of(
                new LinkRules.Place("s3.amazonaws.com", LinkRules.HTTPS_PORT, "/telephony-recorder-prod/"),
                new LinkRules.Place("telephony-recorder-prod.s3.amazonaws.com", LinkRules.HTTPS_PORT, "/")));
        private boolean plainHttp;
        private boolean privateAddresses;
        private long maxBytes = 1L << 30;
        private Duration maxTime = Duration.ofMinutes(10);
        private Duration stallTime = Duration.ofSeconds(15);
        private DownloadProgress progress = (done, total) -> {};
        private LongSupplier nanoTime = System::nanoTime;
        private NetworkSettings network = NetworkSettings.OF_THE_JVM;
        private Sleeper sleeper = pause -> Thread.sleep(pause.toMillis());

        private Builder() {}

        /**
         * Allows one more place, on port 443. Telnyx's own storage is allowed from the start: {@code s3.amazonaws.com} below
         * {@code /telephony-recorder-prod/} ("Storing call recordings"); a bucket of one's own has to be named.
         *
         * @param host exact host name
         * @param pathPrefix beginning of the path, with its first slash; whole segments, so that {@code /bucket} does not allow
         *     {@code /bucket-of-somebody-else}
         * @return this builder
         * @throws IllegalArgumentException if the prefix has no slash at its start
         */
        public Builder allow(String host, String pathPrefix) {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(pathPrefix, "pathPrefix");
            return allow(host, LinkRules.HTTPS_PORT, pathPrefix);
        }

        /**
         * Allows one more place on a port of its own.
         *
         * @param host exact host name
         * @param port 1 to 65535
         * @param pathPrefix beginning of the path, with its first slash; whole segments, so that {@code /bucket} does not allow
         *     {@code /bucket-of-somebody-else}
         * @return this builder
         * @throws IllegalArgumentException if the port is none, or the prefix has no slash at its start
         */
        public Builder allow(String host, int port, String pathPrefix) {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(pathPrefix, "pathPrefix");
            if (!pathPrefix.startsWith("/")) {
                throw new IllegalArgumentException("pathPrefix must start with /");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port is " + port + ", must be 1 to 65535");
            }
            places.add(new LinkRules.Place(host, port, pathPrefix));
            return this;
        }

        /**
         * Allows plain http, any port and addresses that are not public, for tests and simulators.
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
         * @throws IllegalArgumentException if the length is not positive, or a time shorter than a millisecond or longer than a
         *     day
         */
        public Builder limits(long maxBytes, Duration maxTime, Duration stallTime) {
            if (maxBytes <= 0) {
                throw new IllegalArgumentException("maxBytes is " + maxBytes + ", must be positive");
            }
            this.maxBytes = maxBytes;
            this.maxTime = withinADay("maxTime", maxTime);
            this.stallTime = withinADay("stallTime", stallTime);
            return this;
        }

        private static Duration withinADay(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(name + " is " + value + ", must be 1 ms to 1 day");
            }
            return value;
        }

        /**
         * Proxies and trust: give what {@code CallControl.Builder.network} was given. A name that a proxy resolves is not checked
         * for a public address, because it is not seen here; hosts and paths are checked all the same.
         *
         * @param network the JVM's settings unless set
         * @return this builder
         */
        public Builder network(NetworkSettings network) {
            this.network = Objects.requireNonNull(network, "network");
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

        /** {@return the downloader; close it when the application ends} */
        public RecordingDownloader build() {
            return new RecordingDownloader(this);
        }
    }
}
