package org.greenzone.simulator;

/** Is told how far a simulation is; called by one thread at a time. */
@FunctionalInterface
public interface ProgressListener {
    /** Tells nobody. */
    ProgressListener NONE = (done, total) -> {};

    /** So many of so many objects are done; {@code done} never falls. */
    void progress(int done, int total);
}
