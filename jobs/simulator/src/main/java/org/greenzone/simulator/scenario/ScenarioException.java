package org.greenzone.simulator.scenario;

/** A scenario file that cannot be used; the message is one line: file, path of the field, what to do. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    public ScenarioException(String message) {
        super(message);
    }
}
