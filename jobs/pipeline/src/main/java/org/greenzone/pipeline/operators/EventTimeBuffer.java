package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.TimerService;

/**
 * Events of one key that wait until the watermark has passed them, so that they are handled in the order of event time
 * however they arrived. The state is a map from the timer's milliseconds to the events that wait for it.
 */
final class EventTimeBuffer {
    private EventTimeBuffer() {}

    /** Keeps the event for the timer; an event that comes behind the watermark is handled by the next one. */
    static <T> void add(MapState<Long, List<T>> waiting, TimerService timers, long timerMillis, T event)
            throws Exception {
        long due = Math.max(timerMillis, timers.currentWatermark() + 1);
        List<T> events = waiting.get(due);
        List<T> grown = events == null ? new ArrayList<>() : new ArrayList<>(events);
        grown.add(event);
        waiting.put(due, grown);
        timers.registerEventTimeTimer(due);
    }

    /** The events of the timer that fires, which wait no longer. */
    static <T> List<T> take(MapState<Long, List<T>> waiting, long timerMillis) throws Exception {
        List<T> events = waiting.get(timerMillis);
        waiting.remove(timerMillis);
        return events == null ? new ArrayList<>() : new ArrayList<>(events);
    }
}
