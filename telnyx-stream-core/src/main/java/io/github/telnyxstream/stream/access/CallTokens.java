package io.github.telnyxstream.stream.access;

import io.github.telnyxstream.stream.settings.StreamSettings;

/**
 * Tokens for the streams of calls: put into the settings that a command sends, and recognised when the stream comes.
 * {@link StreamTokens} for one machine, {@link SignedStreamTokens} for several.
 */
public interface CallTokens extends StreamAuthenticator {

    /**
     * Settings for {@code answer}, which has no field for a token: it becomes the last part of the URL's path.
     *
     * @param callControlId the call that the stream will belong to
     * @param settings how the stream is wanted
     * @return the settings to send
     */
    StreamSettings forAnswer(String callControlId, StreamSettings settings);

    /**
     * Settings for {@code streaming_start}, with the token in its own field.
     *
     * @param callControlId the call that the stream will belong to
     * @param settings how the stream is wanted
     * @return the settings to send
     */
    StreamSettings forStreamingStart(String callControlId, StreamSettings settings);

    /**
     * Takes back what was issued for a call that is over or will not stream.
     *
     * @param callControlId the call
     */
    void revoke(String callControlId);
}
