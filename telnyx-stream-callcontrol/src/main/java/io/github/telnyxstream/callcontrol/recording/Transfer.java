package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.http.Cancellation;
import io.github.telnyxstream.callcontrol.http.HttpCore;
import io.github.telnyxstream.callcontrol.http.ProxyException;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException.Reason;
import io.github.telnyxstream.stream.event.WireText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The tries of one download: each fetches what is missing of a file, and says why when it could not. One thread at a time. */
final class Transfer {

    /** What all transfers of a downloader share. */
    record Limits(long maxBytes, Duration maxTime, DownloadProgress progress, LongSupplier nanoTime) {}

    private static final int MAX_REDIRECTS = 5;
    private static final int BUFFER_BYTES = 1 << 16;

    private final HttpCore core;
    private final Cancellation cancellation;
    private final LinkRules rules;
    private final Limits limits;
    private final PartialFile file;
    private final long deadline;

    Transfer(HttpCore core, Cancellation cancellation, LinkRules rules, Limits limits, PartialFile file) {
        this.core = core;
        this.cancellation = cancellation;
        this.rules = rules;
        this.limits = limits;
        this.file = file;
        this.deadline = limits.nanoTime().getAsLong() + limits.maxTime().toNanos();
    }

    /** How long the download may go on; zero when its time is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - limits.nanoTime().getAsLong()));
    }

    void fetch(String link) throws IOException {
        HttpUrl url = rules.check(HttpUrl.parse(link));
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            HttpUrl at = url;
            rules.checkLiteral(at);
            if (left().isZero()) {
                throw tooSlow(at, null);
            }
            Optional<HttpUrl> next;
            try {
                next = core.exchange(request(at), left(), cancellation, response -> receiveOrFollow(at, response));
            } catch (RecordingDownloadException failure) {
                throw failure;
            } catch (IOException failure) {
                throw broken(at, failure);
            }
            if (next.isEmpty()) {
                return;
            }
            url = next.get();
        }
        throw new RecordingDownloadException(Reason.REFUSED, "too many redirects from " + url.host(), 0, null);
    }

    /** Where it goes on; empty when the file has come. */
    private Optional<HttpUrl> receiveOrFollow(HttpUrl url, Response response) throws IOException {
        if (!isRedirect(response.code())) {
            receive(url, response);
            return Optional.empty();
        }
        String location = response.header("Location");
        return Optional.of(rules.check(location == null ? null : url.resolve(location)));
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private Request request(HttpUrl url) {
        Request.Builder request = new Request.Builder().url(url).header("Accept-Encoding", "identity");
        file.note()
                .filter(note -> note.resource().equals(PartialNote.resource(url)))
                .ifPresent(note -> request.header("Range", "bytes=" + file.lengthBytes() + "-")
                        .header("If-Range", note.validator()));
        return request.build();
    }

    private void receive(HttpUrl url, Response response) throws IOException {
        int status = response.code();
        String range = String.valueOf(response.header("Content-Range"));
        boolean continued = status == 206 && isContinuation(response, range);
        if (status != 200 && !continued) {
            throw refused(url, status);
        }
        long announced = response.body().contentLength();
        if (!continued) {
            String tag = String.valueOf(response.header("ETag"));
            boolean strong = PartialNote.STRONG_TAG.matcher(tag).matches();
            file.restart(strong ? new PartialNote(PartialNote.resource(url), tag, announced, 0) : null);
        }
        long total = announced < 0 ? -1 : file.lengthBytes() + announced;
        if (total > limits.maxBytes()) {
            throw tooLong(url);
        }
        copy(url, response.body().byteStream(), total);
        if (continued && !endsAt(range, file.lengthBytes())) {
            throw new IOException(
                    "got " + file.lengthBytes() + " bytes, which is not the end: " + WireText.shown(range));
        }
        if (total >= 0 && file.lengthBytes() != total) {
            throw new IOException("got " + file.lengthBytes() + " of " + total + " bytes");
        }
    }

    /** Whether the bytes follow on those that are there, of the same state of the same resource, as far as the server says. */
    private boolean isContinuation(Response response, String range) {
        PartialNote note = file.note().orElse(null);
        if (note == null || response.request().header("Range") == null) {
            return false;
        }
        return range.startsWith("bytes " + file.lengthBytes() + "-")
                && (note.totalBytes() < 0 || endsAt(range, note.totalBytes()))
                && Objects.equals(response.header("ETag", note.validator()), note.validator());
    }

    /** Whether the whole file, as {@code Content-Range} tells, is so long; a server may send less than the rest. */
    private static boolean endsAt(String range, long lengthBytes) {
        String total = range.substring(range.lastIndexOf('/') + 1).trim();
        return total.equals("*") || total.equals(String.valueOf(lengthBytes));
    }

    private void copy(HttpUrl url, InputStream body, long total) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            if (file.lengthBytes() + count > limits.maxBytes()) {
                throw tooLong(url);
            }
            file.write(buffer, count);
            limits.progress().onProgress(file.lengthBytes(), total);
        }
    }

    private RecordingDownloadException refused(HttpUrl url, int status) {
        if (status == 206 || status == 416) {
            file.restart(null);
            return new RecordingDownloadException(
                    Reason.INCOMPLETE, url.host() + " cannot continue the download", status, null);
        }
        if (status == 400 || status == 401 || status == 403 || status == 404 || status == 410) {
            // S3 answers 403 to an expired link, and 400 to one whose credentials have expired
            return new RecordingDownloadException(
                    Reason.EXPIRED, url.host() + " does not accept the link any more: HTTP " + status, status, null);
        }
        boolean mayPass = status >= 500 || status == 408 || status == 429;
        return new RecordingDownloadException(
                mayPass ? Reason.INCOMPLETE : Reason.REFUSED, url.host() + " answered HTTP " + status, status, null);
    }

    private IOException broken(HttpUrl url, IOException failure) {
        if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
            return stopped(failure);
        }
        if (failure instanceof InterruptedIOException && left().isZero()) {
            return tooSlow(url, failure);
        }
        if (failure instanceof ProxyException proxy) {
            return new RecordingDownloadException(
                    proxy.isRetryable() ? Reason.INCOMPLETE : Reason.REFUSED,
                    url.host() + " was not reached: " + proxy.getMessage(),
                    0,
                    failure);
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
                Reason.TOO_SLOW,
                url.host() + " took longer than " + limits.maxTime().toSeconds() + " s",
                0,
                cause);
    }

    private RecordingDownloadException tooLong(HttpUrl url) {
        file.restart(null); // the next download would not get further either
        return new RecordingDownloadException(
                Reason.TOO_LONG, url.host() + " sends more than " + limits.maxBytes() + " bytes", 0, null);
    }

    /** The failure of a download that somebody has stopped, be it by closing the downloader or by an interrupt. */
    IOException stopped(@Nullable Throwable cause) {
        return core.isClosed()
                ? new RecordingDownloadException(Reason.CLOSED, "the downloader was closed", 0, cause)
                : interrupted(cause);
    }

    static InterruptedIOException interrupted(@Nullable Throwable cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("the download was interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }
}
