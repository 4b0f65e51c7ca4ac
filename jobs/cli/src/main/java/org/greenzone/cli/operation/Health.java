package org.greenzone.cli.operation;

import java.util.List;

/**
 * How an installation is.
 *
 * @param state whether it does its work
 * @param isReady whether each job runs and has a checkpoint from which it would go on
 * @param reasons why it is not as it should be; empty where it is
 */
public record Health(State state, boolean isReady, List<String> reasons) {
    /** How it is, from well to lost. */
    public enum State {
        UP,
        /** Something is away or fails, and is being brought back: nobody needs to start anything again. */
        DEGRADED,
        /** It does not come back by itself. */
        FAILED
    }

    public Health {
        reasons = List.copyOf(reasons);
    }

    /** Not begun yet, or waits for something from outside; nothing is wrong. */
    public static Health notReady(String reason) {
        return new Health(State.UP, false, List.of(reason));
    }

    /** Something is away and is being brought back. */
    public static Health degraded(String reason) {
        return new Health(State.DEGRADED, false, List.of(reason));
    }

    /** It does not come back by itself. */
    public static Health failed(String reason) {
        return new Health(State.FAILED, false, List.of(reason));
    }
}
