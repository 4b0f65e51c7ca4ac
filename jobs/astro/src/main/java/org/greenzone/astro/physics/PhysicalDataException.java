package org.greenzone.astro.physics;

/** Physical data that is missing or broken; the message says what, where and what to do, in one line. */
public final class PhysicalDataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public PhysicalDataException(String message) {
        super(message);
    }

    public PhysicalDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
