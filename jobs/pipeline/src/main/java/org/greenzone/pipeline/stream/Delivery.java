package org.greenzone.pipeline.stream;

import java.util.Locale;

/** What a job that starts again does to the records that it has written since its last checkpoint. */
public enum Delivery {
    /** They are written again, the same to the last byte; visible at once. A reader tells repeats by their ids. */
    AT_LEAST_ONCE,
    /** They were never visible: each checkpoint commits a transaction, and readers see its records then. */
    EXACTLY_ONCE;

    /**
     * How long a transaction may stay open, milliseconds: a checkpoint and the time that a job needs to come back, with a broker away for
     * minutes in between. A transaction that its broker aborts meanwhile is a loss. Brokers allow 15 minutes by default.
     */
    public static final int TRANSACTION_TIMEOUT_MILLIS = 14 * 60_000;

    /** As options and files say it: {@code at-least-once}, {@code exactly-once}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException where it is neither of the two words */
    public static Delivery of(String word) {
        for (Delivery each : values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("--delivery " + word + ": at-least-once or exactly-once");
    }
}
