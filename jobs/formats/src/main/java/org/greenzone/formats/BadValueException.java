package org.greenzone.formats;

/** A value in a file that cannot be used; the message says what is wrong and what to do, without the place. */
public final class BadValueException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadValueException(String message) {
        super(message);
    }
}
