package org.greenzone.cli;

import java.io.Serial;

/**
 * A command cannot do what was asked; the message is one line that says what, where and what to do, or empty where that
 * has been said. Exit code 1.
 */
public final class CommandFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
