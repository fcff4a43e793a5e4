package io.github.telnyxstream.testkit.simulator.media;

/** Why a media stream could not be opened, in words that help whoever reads the log. */
public final class LinkRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A reason.
     *
     * @param message what a person needs to know, without any secret
     */
    public LinkRefused(String message) {
        super(message);
    }
}
