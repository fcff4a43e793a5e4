package io.github.telnyxstream.callcontrol.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that is tried until it succeeds or there is no sense in it any more. One thread at a time.
 *
 * @param <T> what it gives
 * @param <F> what it fails with
 */
public interface Tries<T, F extends Exception> {

    /**
     * One try.
     *
     * @param number counted from 1
     * @return what was wanted
     * @throws F if it failed
     */
    T run(int number) throws F;

    /**
     * How long to wait before the next try.
     *
     * @param failure what the last one failed with
     * @param number that of the last one
     * @return the pause; zero for none
     * @throws F if there shall be no other
     */
    Duration pauseAfter(F failure, int number) throws F;

    /**
     * The failure of what somebody has stopped: by cancelling, by closing the client, or by interrupting the thread.
     *
     * @param number that of the try that was running or would have been next
     * @param cause what shows it, or null
     * @return the failure to throw
     */
    F stopped(int number, @Nullable Throwable cause);
}
