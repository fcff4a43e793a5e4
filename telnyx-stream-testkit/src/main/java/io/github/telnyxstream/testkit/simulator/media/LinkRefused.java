package io.github.telnyxstream.testkit.simulator.media;

/** Why a media stream could not be opened, in words that help whoever reads the log. */
public final class LinkRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A reason.
     *
     * @param message what a person needs to know, without any secret
     * @param status what the application answered the upgrade with, or 0 for nothing
     */
    public LinkRefused(String message, int status) {
        super(message);
        this.status = status;
    }

    /**
     * What the application answered the upgrade with.
     *
     * @return an HTTP status, or 0 when there was no answer
     */
    public int status() {
        return status;
    }
}
