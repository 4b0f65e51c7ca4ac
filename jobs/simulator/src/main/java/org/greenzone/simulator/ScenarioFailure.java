package org.greenzone.simulator;

/** A scenario that was read but cannot be simulated; the message is one line that says what and what to do. */
public final class ScenarioFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScenarioFailure(String message) {
        super(message);
    }
}
