package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.http.Tries;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException.Reason;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One download. A link that has expired is asked for anew; a broken connection is tried again after half a second, doubled with
 * every try that gets no further, until four in a row have got no further than the first of them. One thread at a time.
 */
final class DownloadTries implements Tries<Long, IOException> {

    private static final int TRIES_IN_VAIN = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final LinkSource links;
    private final Transfer transfer;
    private final PartialFile file;
    private @Nullable String link;
    private @Nullable RecordingDownloadException expired;
    private boolean hopeless;
    private long furthest;
    private int inVain;

    DownloadTries(LinkSource links, Transfer transfer, PartialFile file) {
        this.links = links;
        this.transfer = transfer;
        this.file = file;
        this.furthest = file.lengthBytes();
    }

    @Override
    public Long run(int number) throws IOException {
        String current = links.link();
        if (expired != null && current.equals(link)) {
            hopeless = true;
            throw expired;
        }
        link = current;
        transfer.fetch(current);
        file.complete();
        return file.lengthBytes();
    }

    @Override
    public Duration pauseAfter(IOException failure, int number) throws IOException {
        if (hopeless || !(failure instanceof RecordingDownloadException reason)) {
            throw failure;
        }
        inVain = file.lengthBytes() > furthest ? 1 : inVain + 1;
        furthest = Math.max(furthest, file.lengthBytes());
        expired = reason.reason() == Reason.EXPIRED ? reason : null;
        if (inVain == TRIES_IN_VAIN || !(expired != null || reason.reason() == Reason.INCOMPLETE)) {
            throw failure;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (inVain - 1));
        Duration left = transfer.left();
        return expired != null ? Duration.ZERO : pause.compareTo(left) < 0 ? pause : left;
    }

    @Override
    public IOException stopped(int number, @Nullable Throwable cause) {
        return transfer.stopped(cause);
    }
}
