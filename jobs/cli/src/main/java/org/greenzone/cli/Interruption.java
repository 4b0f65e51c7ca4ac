package org.greenzone.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or SIGTERM) as a word to a command that has begun something: it asks {@link #requested}, ends what it began,
 * and the process waits for that before it goes. Without this the machine stops in the middle and leaves its temporary
 * folders.
 */
public final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interruption");
    private volatile boolean requested;

    private Interruption() {}

    /** From now on, until it is closed, a signal is held back. */
    public static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void stop() {
        requested = true;
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(
                        "greenzone: did not end within " + PATIENCE_SECONDS + " s; temporary files may remain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the user has asked to stop. */
    public boolean requested() {
        return requested;
    }

    /** All that was begun is ended: the process may go. */
    @Override
    public void close() {
        ended.countDown();
        if (requested) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came this moment: the hook has nothing to wait for.
            requested = true;
        }
    }
}
