package io.github.telnyxstream.testkit.observation;

/**
 * Is told what happens while it happens.
 *
 * <p><b>Threads:</b> called serially, on the thread that paces all calls: it must return at once.
 */
@FunctionalInterface
public interface SimulatorObserver {
    /**
     * Something happened.
     *
     * @param event what
     */
    void onEvent(SimulatorEvent event);
}
