package io.github.telnyxstream.callcontrol.recording;

/** Hears how far a download is; called on the downloading thread, several times a second at most per megabyte. */
@FunctionalInterface
public interface DownloadProgress {

    /**
     * Some more has come.
     *
     * @param doneBytes bytes so far; it falls back to 0 when a download has to start over
     * @param totalBytes bytes of the whole file, or -1 when not announced
     */
    void onProgress(long doneBytes, long totalBytes);
}
